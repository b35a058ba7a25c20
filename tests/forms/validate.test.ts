import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorText, isMessage } from '#forms/messages.ts';
import { validate } from '#forms/validate.ts';
import { application, context, field, formOf, forms, options, shipped, today } from './forms.ts';

const one = (type: string, more: object, value: unknown, allowed?: string[]) =>
  validate(formOf(field(type, more)), { it: value }, { today, ...(allowed ? { options: { it: allowed } } : {}) });

describe('one fixture for each violation', () => {
  const choice = {
    values: [
      { value: 'a', label: '甲' },
      { value: 'b', label: '乙' },
    ],
  };
  test.each<[code: string, type: string, more: object, value: unknown, allowed?: string[]]>([
    ['required_fill', 'textfield', { validate: { required: true } }, ''],
    ['required_fill', 'textarea', { validate: { required: true } }, ' \n\t '],
    ['required_fill', 'number', { validate: { required: true } }, null],
    ['required_fill', 'number', { validate: { required: true } }, Number.NaN],
    ['required_choose', 'radio', { ...choice, validate: { required: true } }, undefined],
    ['required_choose', 'checklist', { ...choice, validate: { required: true } }, []],
    ['required_choose', 'datetime', { validate: { required: true } }, ''],
    ['required_tick', 'checkbox', { validate: { required: true } }, false],
    ['required_upload', 'filepicker', { validate: { required: true } }, []],
    ['required_fill', 'textfield', { properties: { requiredWhen: '=today = "2026-11-23"' } }, ''],
    ['not_text', 'textfield', {}, 7],
    ['not_text', 'textarea', {}, ['x']],
    ['not_text', 'select', choice, { value: 'a' }],
    ['too_long', 'textfield', { validate: { maxLength: 3 } }, '四个汉字'],
    ['too_long', 'textfield', {}, '长'.repeat(201)],
    ['too_long', 'textarea', {}, '长'.repeat(2001)],
    ['too_short', 'textarea', { validate: { minLength: 5 } }, '四个汉字'],
    ['email', 'textfield', { validate: { validationType: 'email' } }, 'nobody'],
    ['phone', 'textfield', { validate: { pattern: '^1\\d{10}$' }, properties: { patternMessage: 'phone', example: '13800000000' } }, '123'],
    ['pattern', 'textfield', { validate: { pattern: '^[A-Z]+$' }, properties: { example: 'A' } }, 'a'],
    ['not_an_option', 'textfield', {}, 'other', ['this']],
    ['not_a_number', 'number', {}, '12'],
    ['not_a_number', 'number', {}, Number.POSITIVE_INFINITY],
    ['not_a_number', 'number', {}, 1e300],
    ['not_whole', 'number', {}, 1.5],
    ['too_many_decimals', 'number', { decimalDigits: 2 }, 1.005],
    ['too_small', 'number', { validate: { min: 1 } }, 0],
    ['too_large', 'number', { validate: { max: 10 } }, 11],
    ['not_a_date', 'datetime', {}, '2026-02-30'],
    ['not_a_date', 'datetime', {}, '20261123'],
    ['not_a_date', 'datetime', {}, 20_261_123],
    ['not_a_date', 'datetime', {}, '2026-11-23T10:00'],
    ['not_a_date', 'datetime', { subtype: 'datetime' }, '2026-11-23'],
    ['not_a_date', 'datetime', { subtype: 'datetime' }, '2026-11-23T24:00'],
    ['not_a_date', 'datetime', {}, '0026-11-23'],
    ['before_today', 'datetime', { properties: { earliest: 'today' } }, '2026-11-22'],
    ['after_today', 'datetime', { properties: { latest: 'today' } }, '2026-11-24'],
    ['date_too_early', 'datetime', { properties: { earliest: 'today-5' } }, '2026-11-17'],
    ['date_too_late', 'datetime', { properties: { latest: '2026-12-31' } }, '2027-01-01'],
    ['not_yes_or_no', 'checkbox', {}, 'true'],
    ['not_an_option', 'radio', choice, 'c'],
    ['not_an_option', 'radio', choice, 'b', ['a']],
    ['not_an_option', 'select', { valuesKey: 'it' }, 'a'],
    ['not_an_option', 'checklist', choice, ['a', 'c']],
    ['not_a_list', 'checklist', choice, 'a'],
    ['not_a_list', 'checklist', choice, [1]],
    ['not_a_list', 'filepicker', {}, 'file-1'],
    ['chosen_twice', 'checklist', choice, ['a', 'a']],
    ['chosen_twice', 'filepicker', { multiple: true }, ['f', 'f'], ['f']],
    ['too_many_choices', 'taglist', { ...choice, properties: { max: '1' } }, ['a', 'b']],
    ['too_few_choices', 'taglist', { ...choice, properties: { min: '2' } }, ['a']],
    ['too_many_files', 'filepicker', {}, ['a', 'b'], ['a', 'b']],
    ['unknown_file', 'filepicker', {}, ['foreign'], ['mine']],
    ['unknown_file', 'filepicker', {}, ['foreign']],
  ])('%s: %s %j refuses %j', (code, type, more, value, allowed) => {
    const checked = one(type, more, value, allowed);
    expect(checked).toMatchObject({ ok: false, fields: { it: { code, params: { label: '事项' } } } });
  });

  const list = {
    id: 'rows',
    type: 'dynamiclist',
    path: 'rows',
    label: '清单',
    properties: { min: '1', max: '2' },
    components: [field('textfield', { validate: { required: true } })],
  };
  test.each<[code: string, path: string, value: unknown]>([
    ['required_fill', 'rows', undefined],
    ['required_fill', 'rows', []],
    ['not_a_list', 'rows', 'text'],
    ['not_a_list', 'rows', { 0: { it: 'x' } }],
    ['not_a_row', 'rows.1', [{ it: 'x' }, 'y']],
    ['too_many_rows', 'rows', [{ it: 'x' }, { it: 'x' }, { it: 'x' }]],
    ['required_fill', 'rows.0.it', [{}]],
    ['unknown_field', 'rows.0.other', [{ it: 'x', other: 1 }]],
    ['not_text', 'rows.0.it', [{ it: 1 }]],
  ])('%s at %s: %j', (code, path, value) => {
    expect(validate(formOf(list), { rows: value }, { today })).toMatchObject({ ok: false, fields: { [path]: { code } } });
  });

  test('fewer rows than asked for are refused', () => {
    const two = { ...list, properties: { min: '2' } };
    expect(validate(formOf(two), { rows: [{ it: 'x' }] }, { today })).toMatchObject({
      fields: { rows: { code: 'too_few_rows', params: { min: 2 } } },
    });
  });
});

describe('answers as a whole', () => {
  test.each([[null], ['text'], [[]], [7], [undefined]])('%j is no set of answers', (raw) => {
    expect(validate(formOf(field('textfield')), raw, { today })).toMatchObject({ ok: false, fields: { '': { code: 'not_answers' } } });
  });

  test('fields that the form does not have are refused by name, also those that every object has', () => {
    const raw: unknown = JSON.parse('{"it":"x","extra":1,"__proto__":{"a":1},"constructor":2}');
    const checked = validate(formOf(field('textfield')), raw, { today });
    expect(checked.ok ? [] : Object.keys(checked.fields).sort()).toEqual(['__proto__', 'constructor', 'extra']);
  });

  test('a flood of wrong fields is answered with a bounded list', () => {
    const raw = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`extra${index}`, index]));
    const checked = validate(formOf(field('textfield')), raw, { today });
    expect(checked.ok ? 0 : Object.keys(checked.fields).length).toBeLessThanOrEqual(100);
  });

  test('text is cleaned: control and direction characters go, lines stay, script is text', () => {
    const form = formOf(field('textarea'), { ...field('textfield'), id: 'line', key: 'line' });
    const raw = { it: '  甲\u0000\u202e乙\r\n\t丙\ud800 ', line: ' <script>alert(1)</script>\n\u200b换行 ' };
    expect(validate(form, raw, { today })).toEqual({
      ok: true,
      answers: { it: '甲乙\n  丙\ufffd', line: '<script>alert(1)</script> 换行' },
    });
  });

  test('empty answers are left out', () => {
    const form = formOf(field('textfield'), { ...field('checkbox'), id: 'tick', key: 'tick' }, { ...field('number'), id: 'n', key: 'n' });
    expect(validate(form, { it: '  ', tick: false, n: null }, { today })).toEqual({ ok: true, answers: {} });
  });

  test('nothing that arrives makes validation throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...forms.keys()),
        fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
        (key, raw) => {
          validate(shipped(key), raw, context);
        },
      ),
    );
    const keys = fc.constantFrom(...Object.keys(application), 'corrections', 'replies', 'supplementList');
    fc.assert(
      fc.property(fc.constantFrom(...forms.keys()), fc.dictionary(keys, fc.anything()), (key, raw) => {
        validate(shipped(key), raw, context);
      }),
    );
  });
});

describe('conditions', () => {
  const approved = {
    approvedItems: ['cat-040-01'],
    approvedMethod: 'verify_api',
    treatment: 'masked',
    quota: 100,
    quotaUnit: 'per_day',
    validTo: '2027-06-30',
  };

  test('what only an approval needs is required for an approval', () => {
    const checked = validate(shipped('provider_decision'), {}, { ...context, outcome: 'partly' });
    expect(checked.ok ? [] : Object.keys(checked.fields)).toEqual([
      'approvedItems',
      'approvedMethod',
      'treatment',
      'quota',
      'quotaUnit',
      'validTo',
    ]);
  });

  test('and neither asked for nor kept for a refusal', () => {
    expect(validate(shipped('provider_decision'), approved, { ...context, outcome: 'refuse' })).toEqual({ ok: true, answers: {} });
  });

  test('wrong answers to hidden questions do not stand in the way', () => {
    expect(validate(shipped('provider_decision'), { quota: 'x', approvedItems: 3 }, { ...context, outcome: 'refuse' }).ok).toBe(true);
  });

  test('what is hidden does not steer others', () => {
    const yesNo = (key: string, hide?: string) => ({
      id: key,
      key,
      type: 'radio',
      label: key,
      values: [{ value: 'yes', label: '是' }],
      ...(hide ? { conditional: { hide } } : {}),
    });
    const form = formOf(yesNo('a'), yesNo('b', '=a != "yes"'), yesNo('c', '=b != "yes"'));
    expect(validate(form, { b: 'yes', c: 'yes' }, { today })).toEqual({ ok: true, answers: {} });
    expect(validate(form, { a: 'yes', b: 'yes', c: 'yes' }, { today })).toEqual({ ok: true, answers: { a: 'yes', b: 'yes', c: 'yes' } });
  });

  test('a computed value is worked out, whatever was sent', () => {
    const form = formOf(
      { ...field('number'), id: 'n', key: 'n' },
      { id: 'sum', type: 'expression', key: 'sum', label: '合计', expression: '=n * 2' },
    );
    expect(validate(form, { n: 21, sum: 1 }, { today })).toEqual({ ok: true, answers: { n: 21, sum: 42 } });
    expect(validate(form, {}, { today })).toEqual({ ok: true, answers: {} });
  });
});

describe('share application', () => {
  const check = (change: object) => validate(shipped('share_application'), { ...application, ...change }, context);

  test('a good one passes unchanged', () => {
    expect(check({})).toEqual({ ok: true, answers: application });
  });

  test.each([
    ['valid_to_after_from', { validFrom: '2027-01-01', validTo: '2027-01-01' }],
    ['valid_at_most_three_years', { validFrom: '2026-12-01', validTo: '2029-12-02' }],
  ])('%s', (code, change) => {
    expect(check(change)).toMatchObject({ ok: false, fields: { validTo: { code } } });
  });

  test('three years to the day are allowed, also from a leap day', () => {
    expect(check({ validFrom: '2026-12-01', validTo: '2029-12-01' }).ok).toBe(true);
  });

  test('items of another entry are refused', () => {
    expect(check({ itemIds: ['cat-001-01'] })).toMatchObject({ ok: false, fields: { itemIds: { code: 'not_an_option' } } });
  });

  test.each(['13812345678', '0891-6320000', '08916320000', '6320000'])('%s is a telephone number', (handlerPhone) => {
    expect(check({ handlerPhone }).ok).toBe(true);
  });

  test('a message names the field and says what to do', () => {
    const checked = check({ dutyBasis: '' });
    const error = checked.ok ? undefined : checked.fields['dutyBasis'];
    expect(error && errorText(error)).toBe('请填写使用依据');
    expect(error && errorText(error, 'en')).toBe('Fill in 使用依据');
  });
});

describe('rights', () => {
  const form = formOf(field('textfield', { validate: { required: true } }), {
    ...field('textfield', { validate: { required: true } }),
    id: 'other',
    key: 'other',
  });

  test('a field that may only be read keeps its stored answer', () => {
    const checked = validate(form, { other: '新' }, { today, rights: { it: 'read', other: 'edit' }, stored: { it: '旧', other: '旧' } });
    expect(checked).toEqual({ ok: true, answers: { it: '旧', other: '新' } });
  });

  test.each(['read', 'hidden'] as const)('an answer to a field that is %s is refused', (right) => {
    const checked = validate(form, { it: '改', other: '新' }, { today, rights: { it: right, other: 'edit' }, stored: {} });
    expect(checked).toMatchObject({ ok: false, fields: { it: { code: 'not_editable' } } });
  });

  test('a field that the rights do not name is hidden', () => {
    expect(validate(form, { it: '改' }, { today, rights: { other: 'edit' } })).toMatchObject({ fields: { it: { code: 'not_editable' } } });
  });
});

test('every code that validation gives has a text', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...forms.keys()),
      fc.dictionary(fc.constantFrom(...Object.keys(application)), fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()))),
      (key, raw) => {
        const checked = validate(shipped(key), raw, { today, outcome: 'agree', options });
        for (const { code } of checked.ok ? [] : Object.values(checked.fields)) expect(isMessage(code), code).toBe(true);
      },
    ),
  );
});
