import { describe, expect, test } from 'vitest';
import { answerFields, isRequired, keyOf } from '#forms/components.ts';
import { parseForm } from '#forms/schema.ts';
import { requireDefinition } from '#processes/read-definition.ts';
import { PROCESSES } from '#processes/registry.ts';
import { shippedDrawing } from '../processes/drawings.ts';
import { documentOf, field, forms, shipped } from './forms.ts';

function problems(json: unknown): string[] {
  const parsed = parseForm(json);
  return parsed.ok ? [] : parsed.problems.map(({ field: name, code, detail }) => `${name} ${code} ${detail}`.trim());
}

const of = (...components: object[]) => problems(documentOf(components));
const choice = { values: [{ value: 'a', label: '甲' }] };

describe('what a form may not hold is refused by name', () => {
  test.each<[string, string[], string[]]>([
    ['an unknown type', of({ id: 'it', type: 'iframe', url: 'https://x' }), ['it unknown_type iframe']],
    ['html', of({ id: 'it', type: 'html', content: '<b>' }), ['it unknown_type html']],
    [
      'an unknown type within a section',
      of({ id: 'g', type: 'group', label: '节', components: [{ id: 'x', type: 'button' }] }),
      ['x unknown_type button'],
    ],
    ['an unknown key', of(field('textfield', { tooltip: 'x' })), ['it unknown_key tooltip']],
    ['an unknown rule', of(field('textfield', { validate: { min: 3 } })), ['it unknown_key min']],
    ['an unknown property', of(field('textfield', { properties: { colour: 'red' } })), ['it unknown_key colour']],
    [
      'a list within a list',
      of({
        id: 'l',
        type: 'dynamiclist',
        path: 'l',
        label: '表',
        components: [{ id: 'm', type: 'dynamiclist', path: 'm', label: '表', components: [] }],
      }),
      ['m unknown_type dynamiclist'],
    ],
    ['a default that nobody chose', of(field('radio', { ...choice, defaultValue: 'a' })), ['it unknown_key defaultValue']],
    ['two fields of one key', of(field('textfield'), { ...field('textfield'), id: 'two' }), ['it same_key it']],
    ['two components of one id', of({ id: 'a', type: 'separator' }, { id: 'a', type: 'separator' }), ['a same_id a']],
    ['a key that conditions use otherwise', of(field('textfield', { key: 'outcome' })), ['outcome reserved_key outcome']],
    ['a key that every object has', of(field('textfield', { key: 'constructor' })), ['constructor reserved_key constructor']],
    ['a choice without choices', of(field('select')), ['it no_choices']],
    ['choices from two places', of(field('select', { ...choice, valuesKey: 'it' })), ['it two_sources_of_choices']],
    ['choices under another key', of(field('select', { valuesKey: 'people' })), ['it no_choices']],
    ['a broken condition', of(field('textfield', { conditional: { hide: '=a = ' } })), ['it feel_syntax a =']],
    [
      'a condition over a field that is not there',
      of(field('textfield', { conditional: { hide: '=missing = 1' } })),
      ['it unknown_name missing'],
    ],
    [
      'a program instead of a condition',
      of(field('textfield', { conditional: { hide: '=for x in it return x' } })),
      ['it feel_unsupported for x in it return x'],
    ],
    ['a rule without its text', of(field('number', { properties: { check: '=it > 1' } })), ['it check_without_message']],
    [
      'a text that is not there',
      of(field('number', { properties: { check: '=it > 1', checkMessage: 'nowhere' } })),
      ['it unknown_message nowhere'],
    ],
    [
      'a pattern that can run away',
      of(field('textfield', { validate: { pattern: '^(a+)+$' }, properties: { example: 'a' } })),
      ['it pattern_too_powerful ^(a+)+$'],
    ],
    ['a broken pattern', of(field('textfield', { validate: { pattern: '[' }, properties: { example: 'a' } })), ['it pattern_syntax [']],
    [
      'a pattern that its example does not match',
      of(field('textfield', { validate: { pattern: '^a$' }, properties: { example: 'b' } })),
      ['it pattern_without_example ^a$'],
    ],
  ])('%s', (_name, found, expected) => {
    expect(found).toEqual(expected);
  });

  test('a form without a title, an unknown key of the form, no form at all', () => {
    expect(problems({ type: 'default', id: 'x', versionTag: '1', schemaVersion: 18, components: [field('textfield')] })).toEqual([
      'no_title',
    ]);
    expect(problems({ ...documentOf([]), owner: 'me' })).toEqual(['unknown_key owner']);
    expect(problems({ ...documentOf([]), versionTag: 'v1' })[0]).toMatch(/wrong_value/);
    for (const nothing of [null, [], 'form', 7]) expect(problems(nothing)).not.toEqual([]);
  });

  test('all problems are told at once', () => {
    expect(of(field('textfield', { tooltip: 1 }), { id: 'x', type: 'button' })).toHaveLength(2);
  });
});

describe('the shipped forms', () => {
  test('are those that some process names, and each is named', async () => {
    const definitions = await Promise.all(PROCESSES.map(({ key }) => requireDefinition(shippedDrawing(key))));
    const named = [
      ...PROCESSES.map(({ startForm }) => startForm),
      ...definitions.flatMap(({ steps }) => steps.map(({ formKey }) => formKey)),
    ];
    expect([...forms.keys()].toSorted()).toEqual([...new Set(named)].toSorted());
  });

  test.each([...forms.keys()])('%s survives being sent as JSON', (key) => {
    expect(JSON.parse(JSON.stringify(shipped(key)))).toEqual(shipped(key));
  });

  test('an entry belongs to one of the seventeen key fields of the plan (requirement 12)', () => {
    const form = forms.get('catalogue_entry');
    const field = form && answerFields(form.schema).find((candidate) => candidate.type === 'select' && candidate.key === 'keyField');
    expect(field).toMatchObject({ validate: { required: true } });
    expect(field && 'values' in field ? field.values : []).toHaveLength(17);
  });

  test('a collection names its scope, items, manner and plan for sharing (requirement 40), and the basis of every item (requirement 43)', () => {
    const form = forms.get('collection_check');
    const fields = form ? answerFields(form.schema) : [];
    const required = fields.filter(isRequired).map(keyOf);
    expect(required).toEqual(
      expect.arrayContaining(['collectionName', 'legalBasis', 'target', 'scope', 'identifier', 'method', 'shareOpenPlan']),
    );
    const rows = fields.flatMap((field) => (field.type === 'dynamiclist' ? field.components : []));
    expect(rows.filter(isRequired).map(keyOf)).toEqual(expect.arrayContaining(['name', 'basis']));
  });

  test('no form has a place for a price: sharing is free of charge (requirement 5)', () => {
    for (const { document } of forms.values())
      expect(JSON.stringify(document)).not.toMatch(/"label":"[^"]*(费用|收费|价格|金额|付款)|"key":"(fee|price)"/);
  });

  test('what the law asks of an application is locked (requirement 4)', () => {
    const locked = JSON.stringify(forms.get('share_application')?.document).match(/政务数据共享条例第20条/g);
    expect(locked).toHaveLength(10);
  });
});
