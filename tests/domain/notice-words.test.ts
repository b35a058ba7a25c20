import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { NOTICE_KINDS } from '#server/domain/notices.ts';
import { copyReasonText, letterSubject, letterText, noticeTitle, noticeTodo } from '#server/messages/notices.ts';

const root = path.resolve(import.meta.dirname, '../../server/commands');
const commands = globSync('*.ts', { cwd: root }).map((file) => readFileSync(path.join(root, file), 'utf8'));

function named(pattern: RegExp): string[] {
  return [...new Set(commands.flatMap((source) => [...source.matchAll(pattern)].map((match) => match[1] ?? '')))].sort();
}

const HAN = /\p{Script=Han}/u;

describe('whoever is told is told in words', () => {
  test.each(NOTICE_KINDS)('%s has a title and says what to do, in both languages', (kind) => {
    const words = { kind, detail: '', taskName: 'X' };
    expect(noticeTitle(words, 'zh-CN')).toMatch(HAN);
    expect(noticeTodo(words, 'zh-CN')).toMatch(/\p{Script=Han}.*。$/u);
    expect(noticeTitle(words, 'en')).toMatch(/^[A-Z]/);
    expect(noticeTitle(words, 'en')).not.toMatch(HAN);
    expect(noticeTodo(words, 'en')).toMatch(/^[A-Z].*\.$/);
  });

  test.each(named(/copyTo\([^;]*, '(\w+)'\);/g))('the reason %s of a copy has words', (reason) => {
    expect(copyReasonText(reason, 'zh-CN')).toMatch(HAN);
    expect(copyReasonText(reason, 'en')).toMatch(/^[a-z]/);
  });

  test.each(named(/kind: 'case_changed',\s+detail: '(\w+)'/g))('what changed, %s, has words of its own', (detail) => {
    const general = noticeTitle({ kind: 'case_changed', detail: '', taskName: null }, 'zh-CN');
    expect(noticeTitle({ kind: 'case_changed', detail, taskName: null }, 'zh-CN')).not.toBe(general);
    expect(noticeTitle({ kind: 'case_changed', detail, taskName: null }, 'en')).not.toMatch(HAN);
  });

  test('a name of an object that every object has is no code of ours', () => {
    expect(copyReasonText('constructor', 'zh-CN')).toBe('');
    expect(noticeTitle({ kind: 'reply', detail: 'toString', taskName: null }, 'zh-CN')).toBe('已有答复');
  });
});

describe('what is sent', () => {
  const item = {
    title: '新任务:提供部门答复',
    todo: '请在时限内办理。',
    number: '共享申请〔2026〕000001号',
    caseTitle: '居住证持有人信息',
    dueAt: '2026-12-07',
    link: 'https://share.example/tasks/1',
  };

  test('names one thing in its subject, or how many there are', () => {
    expect(letterSubject([item], 'zh-CN')).toBe('[共享开放平台] 新任务:提供部门答复 · 共享申请〔2026〕000001号');
    expect(letterSubject([item, item], 'zh-CN')).toBe('[共享开放平台] 2 条通知');
    expect(letterSubject([item, item], 'en')).toBe('[Sharing platform] 2 notices');
  });

  test('says of each what, which, until when, what to do and where', () => {
    expect(letterText([item, { ...item, dueAt: null }], 'https://share.example/notifications/settings', 'zh-CN')).toBe(
      [
        '新任务:提供部门答复\n共享申请〔2026〕000001号 居住证持有人信息\n办理时限:2026年12月7日\n请在时限内办理。\nhttps://share.example/tasks/1',
        '新任务:提供部门答复\n共享申请〔2026〕000001号 居住证持有人信息\n请在时限内办理。\nhttps://share.example/tasks/1',
        '-- \n通知设置:https://share.example/notifications/settings\n',
      ].join('\n\n'),
    );
  });
});
