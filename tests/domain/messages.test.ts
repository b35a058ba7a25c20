import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isMessage } from '#forms/messages.ts';
import { refuse } from '#server/domain/refusal.ts';
import { explain } from '#server/messages/explain.ts';
import { fieldText } from '#server/messages/fields.ts';
import { reasonText } from '#server/messages/reasons.ts';

const root = path.resolve(import.meta.dirname, '../../server');
const sources = globSync('**/*.ts', { cwd: root }).map((file) => readFileSync(path.join(root, file), 'utf8'));

/** Every text of that form in the calls of `refuse`. */
function named(pattern: RegExp): string[] {
  const calls = sources.flatMap((source) => source.match(/refuse\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g) ?? []);
  return [...new Set(calls.flatMap((call) => [...call.matchAll(pattern)].map((match) => match[1] ?? '')))].sort();
}

describe('whoever is refused is told why', () => {
  test.each(named(/reason: '([\w.]+)'/g))('the reason %s has a text in both languages', (reason) => {
    expect(reasonText(reason, {}, 'zh-CN')).toMatch(/\p{Script=Han}.*。$/u);
    expect(reasonText(reason, {}, 'en')).toMatch(/^[A-Z].*\.$/);
  });

  test.each(named(/code: '([\w.]+)'/g))('the field code %s has a text', (code) => {
    const own = fieldText({ code, params: {} }, 'zh-CN') !== code;
    expect(own || isMessage(code)).toBe(true);
    expect(fieldText({ code, params: {} }, 'en')).not.toMatch(/\p{Script=Han}/u);
  });

  test("values stand in the text, and a missing reason leaves the code's own text", () => {
    expect(explain(refuse('too_many_requests', { reason: 'sign_in.too_many', values: { minutes: 3 } }), 'zh-CN').detail).toContain(
      '3 分钟',
    );
    expect(explain(refuse('forbidden'), 'en').detail).toBe('Your present posts do not include this act.');
  });
});
