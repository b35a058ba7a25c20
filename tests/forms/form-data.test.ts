import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answersFromForm, fileInputName, filesFromForm, inputName } from '#forms/form-data.ts';
import type { Answers } from '#forms/answers.ts';
import { exampleAnswers } from '#forms/example.ts';
import { validate } from '#forms/validate.ts';
import { context, field, formOf, forms, shipped, today } from './forms.ts';

function post(entries: readonly (readonly [string, string])[]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

/** As a browser without scripts would send these answers. */
function posted(answers: Answers): FormData {
  const entries: [string, string][] = [];
  const add = (path: string, answer: unknown) => {
    if (Array.isArray(answer))
      answer.forEach((item: unknown, index) =>
        typeof item === 'object' ? add(`${path}.${index}`, item) : entries.push([inputName(path), String(item)]),
      );
    else if (typeof answer === 'object' && answer !== null) for (const [key, inner] of Object.entries(answer)) add(`${path}.${key}`, inner);
    else entries.push([inputName(path), String(answer)]);
  };
  for (const [key, answer] of Object.entries(answers)) add(key, answer);
  return post(entries);
}

describe('a plain post', () => {
  test('carries the same answers as JSON', () => {
    fc.assert(
      fc.property(fc.constantFrom(...forms.keys()), fc.constantFrom('agree', 'return', 'supplement'), fc.nat(), (key, outcome, seed) => {
        const here = { ...context, outcome };
        const answers = exampleAnswers(shipped(key), here, seed);
        expect(validate(shipped(key), answersFromForm(shipped(key), posted(answers)), here)).toEqual(validate(shipped(key), answers, here));
      }),
    );
  });

  test.each([
    ['1,200', 1200],
    ['１２', 12],
    [' 7 ', 7],
    ['1.5', 1.5],
    ['-3', -3],
    ['一百', '一百'],
    ['1e9', '1e9'],
    ['0x10', '0x10'],
    ['Infinity', 'Infinity'],
  ])('the number %j is read as %j', (typed, read) => {
    expect(answersFromForm(formOf(field('number')), post([['answers.it', typed]]))).toEqual({ it: read });
  });

  test('an emptied number is no answer', () => {
    expect(answersFromForm(formOf(field('number')), post([['answers.it', '']]))).toEqual({});
  });

  test('rows left blank close up, gaps as well', () => {
    const list = { id: 'rows', type: 'dynamiclist', path: 'rows', label: '清单', components: [field('textfield')] };
    const form = post([
      ['answers.rows.0.it', ' '],
      ['answers.rows.2.it', '甲'],
      ['answers.rows.10.it', '乙'],
      ['answers.rows.3.it', ''],
    ]);
    expect(answersFromForm(formOf(list), form)).toEqual({ rows: [{ it: '甲' }, { it: '乙' }] });
  });

  test('names of the decision stay out, unknown answers come along to be refused', () => {
    const form = formOf(field('textfield'));
    const raw = answersFromForm(
      form,
      post([
        ['outcome', 'agree'],
        ['csrf', 'x'],
        ['answers.it', '甲'],
        ['answers.bad', '1'],
        ['answers.__proto__.x', '1'],
      ]),
    );
    const checked = validate(form, raw, { today });
    expect(checked.ok ? [] : Object.keys(checked.fields).sort()).toEqual(['__proto__', 'bad']);
  });

  test('files that came with the post are found by field', () => {
    const form = new FormData();
    form.append(fileInputName('attachments'), new File(['abc'], '依据.pdf'));
    form.append(fileInputName('attachments'), new File([], ''));
    expect(filesFromForm(form).map(({ key, file }) => [key, file.name])).toEqual([['attachments', '依据.pdf']]);
  });
});
