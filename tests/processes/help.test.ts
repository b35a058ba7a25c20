import { describe, expect, test } from 'vitest';
import { helpText } from '#processes/help.ts';
import { PROCESSES } from '#processes/registry.ts';

describe.each(PROCESSES)('the help of $key', ({ key }) => {
  test('says in both languages what it is for and what one can do about its result', () => {
    const [zh, en] = [helpText(key, 'zh-CN'), helpText(key, 'en')];
    for (const { purpose, sections } of [zh, en]) {
      expect(purpose.length).toBeGreaterThan(30);
      expect(sections.length).toBeGreaterThan(0);
      for (const { title, paragraphs } of sections)
        expect(
          [title, ...paragraphs].every((text) => text !== ''),
          title,
        ).toBe(true);
    }
    expect(en.sections.map(({ paragraphs }) => paragraphs.length)).toEqual(zh.sections.map(({ paragraphs }) => paragraphs.length));
    expect(zh.sections.map(({ title }) => title).join()).toMatch(/不服|救济/);
    expect(en.purpose + en.sections.map(({ title, paragraphs }) => title + paragraphs.join('')).join('')).not.toMatch(/\p{Script=Han}/u);
  });
});
