import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { forgetNotices } from '#server/commands/forget-notices.ts';
import { noteChannels } from '#server/commands/note-channels.ts';
import { readNotifications } from '#server/commands/read-notifications.ts';
import { retryNotice } from '#server/commands/retry-notice.ts';
import { DEFAULT_CHOICES, MOST_TRIES } from '#server/domain/notices.ts';
import { openMail } from '#server/notices/mail.ts';
import { sendNotices } from '#server/notices/sender.ts';
import { openWebhook } from '#server/notices/webhook.ts';
import { noticeHealth } from '#server/queries/notice-health.ts';
import { fileAndFollow, fileToProvider } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { openGateway } from '../support/gateway.ts';
import type { Gateway } from '../support/gateway.ts';
import { openMailbox } from '../support/mailbox.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

const publicUrl = 'https://share.example';
const secret = 'a-secret-of-the-gateway';
const said: object[] = [];
const log = { warn: (line: object) => said.push(line), error: (line: object) => said.push(line) };

let office: Office;
let mailbox: Mailbox;
let gateway: Gateway;
beforeAll(async () => {
  office = await openOffice();
  [mailbox, gateway] = [await openMailbox(), await openGateway()];
  await noteChannels(office.db, ['email', 'webhook']);
});
afterAll(async () => {
  await mailbox.close();
  await gateway.close();
  await office.close();
});
beforeEach(async () => {
  office.at('2026-11-23T10:00:00');
  await office.sql('delete from notice_message');
  await office.sql('delete from notification');
  mailbox.mails.length = 0;
  gateway.calls.length = 0;
});
afterEach(() => {
  mailbox.behave('take');
  gateway.answer(200);
});

/** As a server would, now and again. */
function sendDue(smtp = mailbox.url): Promise<number> {
  const couriers = [
    openMail({ url: smtp, from: '共享开放平台 <no-reply@lasa.example>', publicUrl }),
    openWebhook({ url: gateway.url, secret }),
  ];
  return sendNotices(office.db, couriers, { publicUrl, demoAllowed: true }, log);
}

async function states(channel = 'email'): Promise<string[]> {
  const found = await office.sql<{ line: string }>(
    `select account_id || ' ' || state as line from notice_message where channel = $1 order by 1`,
    [channel],
  );
  return found.map(({ line }) => line);
}

/** The applicant of this case is asked for a supplement, and told so at once by every way. */
async function askedForSupplement(): Promise<Walk> {
  const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
  await walk.decide('provider_decision', 'supplement');
  await office.sql(`delete from notice_message where account_id <> 'housing-applicant'`);
  return walk;
}

const WORDS = '经核对无误,理由充分';

describe('a mail', () => {
  test('says what happened and what to do, with number, title and link, and nothing that anybody wrote', async () => {
    const walk = await askedForSupplement();
    const { number, title } = await walk.file();
    const task = await walk.task('supplement');
    expect(await sendDue()).toBe(2);
    expect(mailbox.mails).toHaveLength(1);
    const [mail] = mailbox.mails;
    expect(mail?.to).toEqual(['housing-applicant@demo.example']);
    expect(mail?.headers.get('subject')).toBe(`[共享开放平台] 需要补正材料 · ${number}`);
    expect(mail?.headers.get('from')).toBe('共享开放平台 <no-reply@lasa.example>');
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    for (const text of [
      number,
      title,
      '视为撤回申请',
      '办理时限:2026年11月30日',
      `${publicUrl}/tasks/${task.id}`,
      `${publicUrl}/notifications/settings`,
    ])
      expect(mail?.text).toContain(text);
    expect(mail?.text).not.toContain(WORDS);
    const [message] = await office.sql<{ id: string }>(`select id from notice_message where channel = 'email'`);
    expect(mail?.headers.get('message-id')).toBe(`<${message?.id}@share.example>`);
    expect(await states()).toEqual(['housing-applicant sent']);
    expect(await sendDue()).toBe(0);
  });

  test("is in the person's language, at the address that they gave", async () => {
    await office.sql(`update account set language = 'en', email = 'me@lasa.example' where id = 'housing-applicant'`);
    await askedForSupplement();
    await sendDue();
    expect(mailbox.mails[0]?.to).toEqual(['me@lasa.example']);
    expect(mailbox.mails[0]?.headers.get('subject')).toMatch(/^\[Sharing platform\] A supplement is asked for/);
    await office.sql(`update account set language = 'zh-CN', email = 'housing-applicant@demo.example' where id = 'housing-applicant'`);
  });

  test('of a day is one for all that is unread, and goes at its hour of a working day', async () => {
    const [first, second] = [
      await fileAndFollow(office, { entry: 'cat-018', levels: [2] }),
      await fileAndFollow(office, { entry: 'cat-018', levels: [2] }),
    ];
    const third = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await third.decide('internal_consent', 'agree');
    office.at('2026-11-24T09:29:00');
    expect(await sendDue()).toBe(0);
    office.at('2026-11-24T09:30:00');
    await sendDue();
    const mine = mailbox.mails.filter(({ to }) => to.includes('housing-steward@demo.example'));
    expect(mine.map(({ headers }) => headers.get('subject'))).toEqual(['[共享开放平台] 2 条通知']);
    for (const walk of [first, second]) expect(mine[0]?.text).toContain((await walk.file()).number);
    expect(mine[0]?.text).not.toContain((await third.file()).number);
  });

  test('of what was read meanwhile is not sent; nor to who left, nor of what they may no longer see', async () => {
    const walk = await askedForSupplement();
    await readNotifications(office.db, walk.filer, { upTo: office.db.now() });
    await sendDue();
    expect([mailbox.mails, gateway.calls, await states()]).toEqual([[], [], ['housing-applicant dropped']]);
    for (const [away, back] of [
      ['update account set active = false', 'update account set active = true'],
      [`update account set email = ''`, `update account set email = 'housing-applicant@demo.example'`],
    ]) {
      await office.sql('delete from notice_message');
      await askedForSupplement();
      await office.sql(`${away} where id = 'housing-applicant'`);
      await sendDue();
      await office.sql(`${back} where id = 'housing-applicant'`);
      expect([mailbox.mails, await states()]).toEqual([[], ['housing-applicant dropped']]);
    }
    await office.sql('delete from notice_message');
    await askedForSupplement();
    await office.sql(`update appointment set valid_to = '2026-01-01' where account_id = 'housing-applicant'`);
    await sendDue();
    await office.sql(`update appointment set valid_to = null where account_id = 'housing-applicant'`);
    expect([mailbox.mails, await states()]).toEqual([[], ['housing-applicant dropped']]);
  });
});

describe('a message by webhook', () => {
  test('is signed over its time and its body, and says the same', async () => {
    const walk = await askedForSupplement();
    await sendDue();
    const [call, ...others] = gateway.calls;
    expect(others).toEqual([]);
    const timestamp = String(call?.headers['x-gongkai-timestamp']);
    expect(timestamp).toBe(String(Date.parse('2026-11-23T10:00:00+08:00') / 1000));
    // As the README tells whoever writes the other side.
    const expected = createHmac('sha256', secret).update(`${timestamp}.${call?.body}`).digest('hex');
    expect(call?.headers['x-gongkai-signature']).toBe(`v1=${expected}`);
    const { number, title } = await walk.file();
    expect(JSON.parse(call?.body ?? '')).toMatchObject({
      id: call?.headers['x-gongkai-message'],
      to: { account: 'housing-applicant' },
      language: 'zh-CN',
      items: [{ kind: 'supplement', number, caseTitle: title, link: `${publicUrl}/tasks/${(await walk.task('supplement')).id}` }],
    });
    expect(call?.body).not.toContain(WORDS);
    expect(call?.body).not.toContain('@');
  });

  test.each([
    [302, 'given_up'],
    [404, 'given_up'],
    [429, 'pending'],
    [503, 'pending'],
    [0, 'unclear'],
  ])('that is answered with %i is %s', async (status, state) => {
    await askedForSupplement();
    gateway.answer(status);
    await sendDue();
    expect(await states('webhook')).toEqual([`housing-applicant ${state}`]);
    expect(gateway.calls).toHaveLength(1);
  });
});

describe('a mail server that does not take it', () => {
  async function failure(): Promise<string> {
    const [row] = await office.sql<{ failure: string }>(`select failure from notice_channel where channel = 'email'`);
    return row?.failure ?? '';
  }

  test('now is tried again after growing pauses, under the same id, and told to the operators at once', async () => {
    await askedForSupplement();
    mailbox.behave('later');
    await sendDue();
    expect([await states(), await failure()]).toEqual([['housing-applicant pending'], expect.stringContaining('451')]);
    office.at('2026-11-23T10:00:59');
    expect(await sendDue()).toBe(0);
    office.at('2026-11-23T10:01:00');
    mailbox.behave('take');
    expect(await sendDue()).toBe(1);
    expect([mailbox.mails.length, await states(), await failure()]).toEqual([1, ['housing-applicant sent'], '']);
  });

  test('at all, because it is away, is no loss either', async () => {
    await askedForSupplement();
    await sendDue('smtp://127.0.0.1:1');
    expect(await states()).toEqual(['housing-applicant pending']);
  });

  test('for good is asked no second time', async () => {
    await askedForSupplement();
    mailbox.behave('never');
    await sendDue();
    expect(await states()).toEqual(['housing-applicant given_up']);
  });

  test('after so many tries is given up and shown to the operators, who have it sent anew', async () => {
    await askedForSupplement();
    mailbox.behave('later');
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      await office.sql(`update notice_message set due_at = '2026-11-23' where state = 'pending'`);
      await sendDue();
      expect(await states()).toEqual([`housing-applicant ${tries < MOST_TRIES ? 'pending' : 'given_up'}`]);
    }
    const operator = await office.person('bdb-ops');
    const before = await noticeHealth(office.db, operator);
    expect(before).toMatchObject({ trouble: [{ channel: 'email', state: 'given_up', name: expect.any(String), attempts: MOST_TRIES }] });
    const [stuck] = 'trouble' in before ? before.trouble : [];
    mailbox.behave('take');
    expect(await retryNotice(office.db, await office.person('housing-applicant'), { id: stuck?.id ?? '' })).toMatchObject({
      code: 'forbidden',
    });
    expect(await retryNotice(office.db, operator, { id: stuck?.id ?? '' })).toMatchObject({ id: expect.any(String) });
    await sendDue();
    expect(mailbox.mails).toHaveLength(1);
    expect(mailbox.mails[0]?.headers.get('message-id')).not.toContain(stuck?.id ?? '');
    expect(await noticeHealth(office.db, operator)).toMatchObject({ trouble: [] });
    expect(await retryNotice(office.db, operator, { id: stuck?.id ?? '' })).toMatchObject({ code: 'not_found' });
  });

  test('or perhaps did, since it hung up once it had the message, is not asked again', async () => {
    await askedForSupplement();
    mailbox.behave('hang_up');
    await sendDue();
    mailbox.behave('take');
    office.at('2026-11-30T10:00:00');
    await sendDue();
    expect([mailbox.mails.length, await states()]).toEqual([1, ['housing-applicant unclear']]);
  });
});

describe('several servers and their ends', () => {
  test('of two that send at the same time each takes its own: nothing goes twice', async () => {
    await office.sql(`insert into notice_setting (account_id, quiet, digest_at, choices) values ('housing-steward', false, '09:30', $1)`, [
      { task_offered: { ...DEFAULT_CHOICES.task_offered, email: 'at_once' } },
    ]);
    for (let times = 0; times < 6; times += 1) await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await Promise.all([sendDue(), sendDue(), sendDue()]);
    await office.sql('delete from notice_setting');
    const ids = mailbox.mails.map(({ headers }) => headers.get('message-id'));
    expect([ids.length, new Set(ids).size]).toEqual([6, 6]);
  });

  test('killed between sending and marking it: nothing is sent twice, and the operators see it', async () => {
    await askedForSupplement();
    const program = path.join(import.meta.dirname, '../support/send-and-die.ts');
    const child = spawn(process.execPath, [program, office.appUrl, mailbox.url, office.db.now().toISOString()], { stdio: 'inherit' });
    const signal = await new Promise((resolve) => child.once('close', (_code, by) => resolve(by)));
    expect(signal).toBe('SIGKILL');
    expect([mailbox.mails.length, await states()]).toEqual([1, ['housing-applicant pending']]);
    await sendDue();
    expect(await states()).toEqual(['housing-applicant pending']);
    office.at('2026-11-23T10:05:00');
    await sendDue();
    expect([mailbox.mails.length, await states()]).toEqual([1, ['housing-applicant unclear']]);
    expect(await noticeHealth(office.db, await office.person('bdb-ops'))).toMatchObject({ trouble: [{ state: 'unclear' }] });
  });

  test('killed before the first byte left: it is sent once the lease is over', async () => {
    await askedForSupplement();
    await office.sql(`update notice_message set leased_until = $1, attempts = 1`, [new Date('2026-11-23T10:01:00+08:00')]);
    expect(await sendDue()).toBe(0);
    office.at('2026-11-23T10:01:01');
    await sendDue();
    expect([mailbox.mails.length, await states()]).toEqual([1, ['housing-applicant sent']]);
  });
});

test('the log names nobody and no address', () => {
  expect(said.length).toBeGreaterThan(0);
  expect(JSON.stringify(said)).not.toMatch(/@|housing/);
});

test('what was sent long ago is forgotten; what was given up stays', async () => {
  await askedForSupplement();
  gateway.answer(404);
  await sendDue();
  office.at('2026-12-24T10:00:00');
  expect(await forgetNotices(office.db)).toBe(1);
  expect([await states(), await states('webhook')]).toEqual([[], ['housing-applicant given_up']]);
  office.at('2028-01-10T10:00:00');
  expect(await forgetNotices(office.db)).toBeGreaterThan(0);
  expect(await office.sql('select 1 from notification')).toEqual([]);
});
