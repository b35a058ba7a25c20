import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attendClocks } from '#server/commands/attend-clocks.ts';
import { withdrawCase } from '#server/commands/withdraw-case.ts';
import { notify } from '#server/db/notices.ts';
import { transact } from '#server/db/transact.ts';
import { refuse } from '#server/domain/refusal.ts';
import { accepted, fileAndFollow, fileToProvider } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { beijing, MORNING, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});
beforeEach(() => office.at(MORNING));

/** `<kind> <detail> <account>` of everything that was told in the case, in order. */
async function told(walk: Walk): Promise<string[]> {
  const found = await office.sql<{ line: string }>(
    `select concat_ws(' ', kind, nullif(detail, ''), account_id) as line from notification where case_id = $1 order by created_at, 1`,
    [walk.id],
  );
  return found.map(({ line }) => line);
}

async function attend(): Promise<void> {
  while ((await attendClocks(office.db)) > 0);
}

describe('whoever is asked is told of the new task', () => {
  test('by the posts held today, and each once', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    expect(await told(walk)).toEqual(['task_offered housing-steward']);
    office.at('2026-11-23T10:00:00');
    await walk.decide('internal_consent', 'agree');
    expect(await told(walk)).toEqual(['task_offered housing-steward', 'task_offered bdb-exchange']);
  });

  test('not who is barred from it, nor who left', async () => {
    const both = await office.hire('both-posts', 'housing', ['dept_applicant', 'data_steward']);
    await office.hire('has-left', 'housing', ['data_steward']);
    await office.sql(`update appointment set valid_to = '2026-11-22' where account_id = 'has-left'`);
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2], by: both.accountId });
    expect(await told(walk)).toEqual(['task_offered housing-steward']);
    await office.sql(`delete from appointment where account_id in ('both-posts', 'has-left')`);
  });

  test('and hears no more of it once it is decided, by whom ever', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    const unread = () => office.sql(`select 1 from notification where case_id = $1 and read_at is null`, [walk.id]);
    expect(await unread()).toHaveLength(1);
    await withdrawCase(office.db, walk.filer, { caseId: walk.id });
    expect(
      await office.sql(`select 1 from notification where case_id = $1 and kind = 'task_offered' and read_at is null`, [walk.id]),
    ).toEqual([]);
  });
});

describe('the applicant is told', () => {
  test('of a request for a supplement, as what it is', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    office.at('2026-11-24T10:00:00');
    await walk.decide('provider_decision', 'supplement');
    expect((await told(walk)).slice(3)).toEqual(['supplement housing-applicant']);
  });

  test('of the reply, and at last of the grant; those beside them get a copy with its reason', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-003', levels: [1] });
    office.at('2026-11-24T10:00:00');
    await walk.decide('provider_decision', 'agree');
    expect((await told(walk)).slice(3)).toEqual([
      'copied reply bdb-exchange',
      'copied reply housing-steward',
      'reply agree housing-applicant',
      'task_offered housing-applicant',
      'task_offered housing-steward',
      'task_offered samr-steward',
    ]);
    await walk.decide('terms_provider', 'confirm');
    await walk.decide('terms_applicant', 'confirm');
    office.at('2026-12-02T11:10:00');
    await walk.decide('provision', 'done');
    expect((await told(walk)).filter((line) => /granted|grant_active/.test(line))).toEqual([
      'case_changed granted housing-applicant',
      'copied grant_active housing-steward',
      'copied grant_active samr-steward',
    ]);
  });

  test('of a refusal', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('provider_decision', 'refuse');
    expect(await told(walk)).toContain('reply refuse housing-applicant');
  });

  test('that the chance to supplement has lapsed', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('provider_decision', 'supplement');
    office.at('2026-12-20T10:00:00');
    await attend();
    expect(await told(walk)).toContain('case_changed lapsed housing-applicant');
  });

  test('of a withdrawal by the steward, and so is whoever had it on their desk; not of what they did themselves', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    accepted(await withdrawCase(office.db, await office.person('housing-steward'), { caseId: walk.id }));
    expect((await told(walk)).filter((line) => line.includes('withdrawn'))).toEqual([
      'case_changed withdrawn housing-applicant',
      'case_changed withdrawn police-steward',
    ]);
    const own = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    accepted(await withdrawCase(office.db, own.filer, { caseId: own.id }));
    expect((await told(own)).filter((line) => line.includes('withdrawn'))).toEqual(['case_changed withdrawn housing-steward']);
  });
});

describe('of the time', () => {
  test('each reminder is told once, to whoever has the task; overdue to the head too, without a copy beside it', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    office.at('2026-12-01T12:00:00');
    await attend();
    await attend();
    office.at('2026-12-07T18:00:01');
    await attend();
    office.at('2026-12-09T18:00:01');
    await attend();
    await attend();
    expect((await told(walk)).slice(3)).toEqual([
      'task_due half police-steward',
      'task_overdue overdue police-leader',
      'task_overdue overdue police-steward',
      'task_overdue escalated bdb-exchange',
      'task_overdue escalated bdb-leader',
    ]);
  });
});

describe('what leaves the product', () => {
  async function messages(walk: Walk): Promise<string[]> {
    const found = await office.sql<{ account_id: string; channel: string; due_at: Date; key: string }>(
      `select m.account_id, m.channel, m.due_at, m.key from notice_message m
       where exists (select 1 from notification n where n.case_id = $1 and n.account_id = m.account_id
         and m.key = case m.channel when 'email' then n.email_key else n.webhook_key end) order by m.created_at, 1, 2`,
      [walk.id],
    );
    return found.map(
      (row) => `${row.channel} ${row.account_id} ${row.due_at.toISOString()} ${row.key.startsWith('digest') ? 'digest' : 'at once'}`,
    );
  }
  const switchOn = (...channels: string[]) => office.sql('update notice_channel set active = channel = any ($1)', [channels]);
  beforeEach(() => switchOn('email', 'webhook'));

  test('is queued for the ways that are configured, and for no other', async () => {
    await switchOn();
    const silent = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    expect(await messages(silent)).toEqual([]);
    await switchOn('webhook');
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('provider_decision', 'supplement');
    expect(await messages(walk)).toEqual([`webhook housing-applicant ${beijing('2026-11-23T09:30:00').toISOString()} at once`]);
  });

  test('goes in the daily mail or at once as each kind is by default, and waits for office hours', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    const [nextMail, opening] = [beijing('2026-11-23T09:30:00').toISOString(), beijing('2026-11-24T09:30:00').toISOString()];
    expect(await messages(walk)).toEqual(
      ['housing-steward', 'police-steward', 'bdb-exchange'].toSorted().map((id) => `email ${id} ${nextMail} digest`),
    );
    office.at('2026-11-23T20:00:00');
    await walk.decide('provider_decision', 'supplement');
    expect((await messages(walk)).slice(3)).toEqual([
      `email housing-applicant ${opening} at once`,
      `webhook housing-applicant ${opening} at once`,
    ]);
  });

  test('is one daily mail for a person, whatever it tells', async () => {
    office.at('2026-11-26T14:00:00');
    const [first, second] = [
      await fileAndFollow(office, { entry: 'cat-018', levels: [2] }),
      await fileAndFollow(office, { entry: 'cat-018', levels: [2] }),
    ];
    const mail = [`email housing-steward ${beijing('2026-11-27T09:30:00').toISOString()} digest`];
    expect([await messages(first), await messages(second)]).toEqual([mail, mail]);
    expect(
      await office.sql(`select 1 from notice_message where account_id = 'housing-steward' and due_at = $1`, [
        beijing('2026-11-27T09:30:00'),
      ]),
    ).toHaveLength(1);
  });

  test('goes as the person chose: another hour, at once also at night, or not at all', async () => {
    const at_once = { product: true, email: 'at_once', webhook: 'off' };
    await office.sql(
      `insert into notice_setting (account_id, quiet, digest_at, choices) values ('housing-steward', false, '15:30', $1), ('bdb-exchange', true, '15:30', $2), ('police-steward', true, '15:30', $3)`,
      [{ task_offered: at_once }, {}, { task_offered: { product: false, email: 'off', webhook: 'off' } }],
    );
    office.at('2026-11-23T21:00:00');
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    expect(await messages(walk)).toEqual([
      `email bdb-exchange ${beijing('2026-11-24T15:30:00').toISOString()} digest`,
      `email housing-steward ${beijing('2026-11-23T21:00:00').toISOString()} at once`,
    ]);
    expect(await office.sql(`select account_id from notification where case_id = $1 and not shown`, [walk.id])).toEqual([
      { account_id: 'police-steward' },
    ]);
    await office.sql('delete from notice_setting');
  });

  test('is written with what it tells, or not at all', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    const urge = { kind: 'urged', source: 'urge:1', groups: ['housing:data_steward'] } as const;
    const before = await told(walk);
    await transact(office.db, async (tx) => {
      notify(tx, await walk.file(), urge);
      return refuse('wrong_state');
    });
    expect(await told(walk)).toEqual(before);
    for (let times = 0; times < 2; times += 1) await transact(office.db, async (tx) => notify(tx, await walk.file(), urge));
    expect(await told(walk)).toEqual([...before, 'urged housing-steward']);
  });
});
