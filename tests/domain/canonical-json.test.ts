import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, saltedHash } from '#server/domain/events.ts';

describe('canonical JSON', () => {
  test('sorts keys by UTF-16 code units and spells like the example of RFC 8785', () => {
    const example = {
      '\u20ac': 'Euro',
      '\r': 'CR',
      '\ufb33': 'Dalet',
      '1': 'One',
      '\u{1f600}': 'Grin',
      '\u0080': 'Control',
      '\u00f6': 'o',
    };
    expect(canonicalJson(example)).toBe(
      '{"\\r":"CR","1":"One","\u0080":"Control","\u00f6":"o","\u20ac":"Euro","\u{1f600}":"Grin","\ufb33":"Dalet"}',
    );
    expect(canonicalJson(JSON.parse('[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001, -0, null, true]'))).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0,null,true]',
    );
  });

  test('is the same for the same value in whatever order, and reads back as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('refuses what it cannot carry unchanged', () => {
    const cycle: unknown[] = [];
    cycle.push({ cycle });
    const wrong = [
      undefined,
      { a: undefined },
      [undefined],
      Object.assign([], { length: 1 }),
      Number.NaN,
      Infinity,
      -Infinity,
      1n,
      Symbol('x'),
      () => 1,
      new Date(0),
      new Map(),
      new Uint8Array(1),
      '\ud800',
      { '\udc00': 1 },
      cycle,
      { [Symbol('x')]: 1 },
    ];
    for (const value of wrong) expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  test('allows the same object twice side by side', () => {
    const shared = { a: 1 };
    expect(canonicalJson([shared, shared])).toBe('[{"a":1},{"a":1}]');
  });
});

describe('salted hashes', () => {
  const salt = '0123456789abcdef';

  test('are the same for text and its UTF-8 bytes, and other for another salt', () => {
    expect(saltedHash(salt, '张三')).toBe(saltedHash(salt, new TextEncoder().encode('张三')));
    expect(saltedHash(salt, '张三')).not.toBe(saltedHash('fedcba9876543210', '张三'));
    expect(saltedHash(salt, '张三')).toMatch(/^[0-9a-f]{64}$/);
  });

  test('a salt that could be guessed is refused', () => {
    expect(() => saltedHash('short', '张三')).toThrow(RangeError);
    expect(() => saltedHash(new Uint8Array(8), '张三')).toThrow(RangeError);
  });
});
