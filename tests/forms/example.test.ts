import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleAnswers } from '#forms/example.ts';
import { validate } from '#forms/validate.ts';
import { context, field, formOf, forms, shipped, today } from './forms.ts';

const outcomes = ['agree', 'partly', 'refuse', 'supplement', 'return', 'pass', 'confirm', 'done', undefined];
const someDay = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('examples', () => {
  test.each([...forms.keys()])('of %s pass its validation, for every outcome, on every day', (key) => {
    fc.assert(
      fc.property(fc.constantFrom(...outcomes), fc.nat(), someDay, (outcome, seed, day) => {
        const here = { ...context, today: day, outcome };
        expect(validate(shipped(key), exampleAnswers(shipped(key), here, seed), here)).toMatchObject({ ok: true });
      }),
    );
  });

  test('validating good answers again changes nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...forms.keys()), fc.constantFrom(...outcomes), fc.nat(), (key, outcome, seed) => {
        const here = { ...context, outcome };
        const first = validate(shipped(key), exampleAnswers(shipped(key), here, seed), here);
        expect(first.ok && validate(shipped(key), first.answers, here)).toEqual(first);
      }),
    );
  });

  test('the same seed gives the same answers, the first fills in everything', () => {
    const form = shipped('share_application');
    expect(exampleAnswers(form, context, 7)).toEqual(exampleAnswers(form, context, 7));
    expect(Object.keys(exampleAnswers(form, context))).toContain('piImpact');
  });

  const texts = fc.record({ minLength: fc.nat(20), maxLength: fc.integer({ min: 20, max: 300 }), required: fc.boolean() });
  const numbers = fc.record({ min: fc.integer({ min: -1000, max: 1000 }), more: fc.nat(500), required: fc.boolean() });
  const days = fc.record({ from: fc.integer({ min: -400, max: 400 }), more: fc.nat(400) });
  const day = (offset: number) => `today${offset < 0 ? '' : '+'}${offset}`;
  const fields = fc.oneof(
    texts.map((rules) => field('textfield', { validate: rules })),
    texts.map((rules) => field('textarea', { validate: rules })),
    numbers.map(({ min, more, required }) => field('number', { validate: { min, max: min + more, required } })),
    days.map(({ from, more }) => field('datetime', { properties: { earliest: day(from), latest: day(from + more) } })),
    fc.nat(4).map((least) =>
      field('checklist', {
        values: 'abcde'.split('').map((value) => ({ value, label: value })),
        properties: { min: String(least), max: '4' },
      }),
    ),
  );
  test('of any form within the rules pass', () => {
    fc.assert(
      fc.property(fields, fc.nat(), (one, seed) => {
        const form = formOf(one);
        expect(validate(form, exampleAnswers(form, { today }, seed), { today })).toMatchObject({ ok: true });
      }),
    );
  });

  test('a choice with nothing to choose from has no example, and says why', () => {
    expect(() => exampleAnswers(shipped('share_application'), { today })).toThrow(/share_application.*itemIds/);
  });

  test('answers that may not be edited are not among them', () => {
    const rights = { '*': 'read', method: 'edit' } as const;
    expect(Object.keys(exampleAnswers(shipped('share_application'), { ...context, rights, stored: {} }))).toEqual(['method']);
  });
});
