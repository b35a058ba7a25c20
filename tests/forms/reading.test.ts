import { describe, expect, test } from 'vitest';
import { answerText, chineseDate } from '#forms/answer-text.ts';
import { answerFields, keyOf, uploadRules } from '#forms/components.ts';
import { changedAnswers } from '#forms/difference.ts';
import { readableAnswers, rightOf } from '#forms/rights.ts';
import { application, shipped } from './forms.ts';

const form = shipped('share_application');

function fieldOf(key: string) {
  const found = answerFields(form).find((candidate) => keyOf(candidate) === key);
  if (!found) throw new Error(`no field ${key}`);
  return found;
}

describe('differences', () => {
  test('are told with labels and as people read the answers', () => {
    const after = { ...application, method: 'query_api', validTo: '2028-01-02', frequency: 12_000, piImpact: '已评估' };
    expect(changedAnswers(form, application, after)).toEqual([
      { path: 'method', label: '共享方式', before: '核验接口', after: '联机查询接口' },
      { path: 'frequency', label: '调用量上限', before: '200', after: '12,000' },
      { path: 'validTo', label: '使用时限止', before: '2027年11月30日', after: '2028年1月2日' },
      { path: 'piImpact', label: '个人信息保护影响评估', before: '', after: '已评估' },
    ]);
  });

  test('choices of several are a set', () => {
    const names = { itemIds: { a: '姓名', b: '证号', c: '金额' } };
    expect(changedAnswers(form, { itemIds: ['a', 'b'] }, { itemIds: ['b', 'a'] })).toEqual([]);
    expect(changedAnswers(form, { itemIds: ['a', 'b'] }, { itemIds: ['a', 'c'] }, names)).toEqual([
      { path: 'itemIds', label: '申请信息项', before: '姓名\n证号', after: '姓名\n金额' },
    ]);
  });

  test('rows are compared one by one', () => {
    const supplement = shipped('supplement');
    const changes = changedAnswers(
      supplement,
      { replies: [{ request: '甲', reply: '一' }] },
      {
        replies: [
          { request: '甲', reply: '二' },
          { request: '乙', reply: '三' },
        ],
      },
    );
    expect(changes.map(({ path, before, after }) => [path, before, after])).toEqual([
      ['replies.0.reply', '一', '二'],
      ['replies.1.request', '', '乙'],
      ['replies.1.reply', '', '三'],
    ]);
  });
});

describe('reading', () => {
  test('a value that has no label is shown as it is, not what every object has under that name', () => {
    expect(answerText(fieldOf('itemIds'), ['constructor'], { itemIds: {} })).toBe('constructor');
    expect(answerText(fieldOf('method'), 'gone')).toBe('gone');
  });

  test('dates are Chinese', () => {
    expect(chineseDate('2026-11-03')).toBe('2026年11月3日');
    expect(chineseDate('2026-11-23T09:05')).toBe('2026年11月23日 09:05');
  });

  test('hidden answers do not leave the server', () => {
    expect(readableAnswers(form, application, { '*': 'read', handlerPhone: 'hidden' })).not.toHaveProperty('handlerPhone');
    expect(readableAnswers(form, application, { purpose: 'read' })).toEqual({ purpose: application['purpose'] });
    expect(readableAnswers(form, application, undefined)).toEqual(application);
    expect(rightOf({}, 'constructor')).toBe('hidden');
  });

  test('a file field says what it takes', () => {
    const attachments = fieldOf('attachments');
    expect(attachments.type === 'filepicker' && uploadRules(attachments)).toEqual({
      maxBytes: 20 * 1024 * 1024,
      maxFiles: 10,
      types: ['pdf', 'ofd', 'docx', 'xlsx', 'jpg', 'jpeg', 'png'],
    });
  });
});
