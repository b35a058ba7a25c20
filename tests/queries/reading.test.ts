import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { caseDetails } from '#server/queries/case-details.ts';
import { caseList } from '#server/queries/case-list.ts';
import { catalogue } from '#server/queries/catalogue.ts';
import { entryDetails } from '#server/queries/entry-details.ts';
import { grantDetails, grantList } from '#server/queries/grants.ts';
import { taskDetails } from '#server/queries/task-details.ts';
import { workbench } from '#server/queries/workbench.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import { requestExtension } from '#server/commands/request-extension.ts';
import { withdrawCase } from '#server/commands/withdraw-case.ts';
import { inbox } from '#server/queries/inbox.ts';
import { accepted, fileAndFollow, fileToProvider } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
let everyone: Actor[];
let level4: Walk;
beforeAll(async () => {
  office = await openOffice();
  await fileAndFollow(office, { entry: 'cat-002' });
  await fileAndFollow(office, { entry: 'cat-060', by: 'civil-applicant' });
  await fileToProvider(office, { entry: 'cat-040', levels: [3], by: 'edu-applicant' });
  level4 = await fileToProvider(office, { entry: 'cat-018', levels: [4], answers: { handlerName: '洛桑', handlerPhone: '13908910011' } });
  const granted = await fileToProvider(office, { entry: 'cat-003', levels: [1], by: 'police-applicant' });
  for (const [element, outcome] of [
    ['provider_decision', 'agree'],
    ['terms_applicant', 'confirm'],
    ['terms_provider', 'confirm'],
    ['provision', 'done'],
  ] as const)
    await granted.decide(element, outcome);
  const accounts = await office.sql<{ id: string }>(`
    select distinct on (role, organisation_id in ('housing', 'police', 'samr', 'edu')) account_id as id from appointment`);
  const ids = new Set(accounts.map(({ id }) => id));
  await office.hire('nobody', 'housing', []);
  await office.hire('many', 'civil', ['dept_applicant', 'data_steward', 'auditor']);
  everyone = await Promise.all([...ids, 'nobody', 'many'].map((id) => office.person(id)));
});
afterAll(async () => {
  await office.close();
});

const ACT = { outcome: 'agree', answers: {}, opinion: '', basis: '' };

/** Everything that a person sees of a case, with what tells two cases apart in any event left out. */
async function allThatIsSeen(by: string, walk: Walk): Promise<unknown> {
  const actor = await office.person(by);
  const file = await walk.file();
  const details = accepted(await caseDetails(office.db, actor, { caseId: walk.id }));
  const tasks = await Promise.all(details.steps.map(({ taskId }) => taskDetails(office.db, actor, { taskId })));
  const rows = (await caseList(office.db, actor, { limit: 100 })).items.filter(({ id }) => id === walk.id);
  const filed = (await inbox(office.db, actor, { box: 'filed', limit: 100 })).items.filter(({ id }) => id === walk.id);
  const names = new Map([walk.id, file.number, ...details.steps.map(({ taskId }) => taskId)].map((id, index) => [id, `id ${index}`]));
  const text = JSON.stringify([details, tasks, rows, filed]);
  return JSON.parse([...names].reduce((read, [id, name]) => read.replaceAll(id, name), text));
}

test('what a list shows can be opened, and nothing else, by every kind of person', async () => {
  expect(new Set(everyone.flatMap((actor) => actor.groups.map((group) => group.split(':')[1])))).toEqual(new Set(ROLES));
  const cases = await office.sql<{ id: string }>('select id from case_file');
  const grants = await office.sql<{ id: string }>('select id from share_grant');
  for (const actor of everyone) {
    const listed = [
      ...(await caseList(office.db, actor, { limit: 100 })).items,
      ...(await grantList(office.db, actor, { limit: 100 })).items,
    ].map(({ id }) => id);
    for (const { id } of cases)
      expect(isRefusal(await caseDetails(office.db, actor, { caseId: id })), `${actor.accountId} ${id}`).toBe(!listed.includes(id));
    for (const { id } of grants)
      expect(isRefusal(await grantDetails(office.db, actor, { grantId: id })), `${actor.accountId} ${id}`).toBe(!listed.includes(id));
  }
});

describe('ids of others', () => {
  test.each(['nonsense', '', '0b7e7e0e-0000-4000-8000-000000000000', "' or true --"])('%s is found nowhere', async (id) => {
    const auditor = await office.person('auditor-1');
    expect(await caseDetails(office.db, auditor, { caseId: id })).toMatchObject({ code: 'not_found' });
    expect(await taskDetails(office.db, auditor, { taskId: id })).toMatchObject({ code: 'not_found' });
    expect(await grantDetails(office.db, auditor, { grantId: id })).toMatchObject({ code: 'not_found' });
    expect(await entryDetails(office.db, auditor, { entryId: id })).toMatchObject({ code: 'not_found' });
  });

  test('of a case are answered to strangers as if it were not there', async () => {
    for (const by of ['civil-steward', 'health-applicant', 'bdb-flow', 'bdb-ops', 'ext-bad-agent', 'nobody']) {
      expect(await caseDetails(office.db, await office.person(by), { caseId: level4.id }), by).toMatchObject({
        code: 'not_found',
        reason: 'case_not_found',
      });
    }
  });

  test('of entries that are not published are answered only to who may see them', async () => {
    expect(await entryDetails(office.db, await office.person('housing-applicant'), { entryId: 'cat-059' })).toMatchObject({
      code: 'not_found',
    });
    expect(accepted(await entryDetails(office.db, await office.person('culture-steward'), { entryId: 'cat-059' }))).toMatchObject({
      canApply: false,
    });
  });
});

describe('an applicant', () => {
  test("learns of the provider's decision when the reply is recorded, and not before", async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [4] });
    const task = await walk.task('provider_decision');
    await walk.decide('provider_decision', 'refuse', { opinion: '系统尚未完成等级保护测评', basis: '条例第二十条' });
    const seen = async (by: string) =>
      JSON.stringify(
        [
          accepted(await caseDetails(office.db, await office.person(by), { caseId: walk.id })),
          accepted(await taskDetails(office.db, await office.person(by), { taskId: task.id })),
        ].map(({ steps, timeline, ...rest }) => ({ steps, timeline, outcome: 'outcome' in rest ? rest.outcome : null })),
      );
    for (const by of ['housing-applicant', 'housing-steward']) {
      expect(await seen(by), by).not.toMatch(/等级保护测评|第二十条|"refuse"/);
    }
    expect(await seen('police-leader')).toMatch(/等级保护测评/);
    expect(await seen('bdb-exchange')).toMatch(/等级保护测评/);
    await walk.decide('leader_approval', 'agree');
    expect(await seen('housing-applicant')).toMatch(/等级保护测评.*第二十条/);
  });

  test.each<[string, readonly (readonly [string, string])[]]>([
    ['has agreed', [['provider_decision', 'agree']]],
    ['has refused', [['provider_decision', 'refuse']]],
    [
      'has agreed in part and been advised',
      [
        ['provider_decision', 'partly'],
        ['confidentiality_opinion', 'agree'],
      ],
    ],
    [
      'has taken its decision back',
      [
        ['provider_decision', 'refuse'],
        ['leader_approval', 'return'],
      ],
    ],
    [
      'goes round a second time',
      [
        ['provider_decision', 'agree'],
        ['confidentiality_opinion', 'return'],
        ['provider_decision', 'refuse'],
      ],
    ],
  ])('sees the same, whether the provider %s or has not begun', async (_, decisions) => {
    const application = { entry: 'cat-018', levels: [4] };
    const quiet = await fileToProvider(office, application);
    const busy = await fileToProvider(office, application);
    const before = office.told.length;
    for (const [element, outcome] of decisions) await busy.decide(element, outcome);
    for (const by of ['housing-applicant', 'housing-steward', 'housing-leader']) {
      expect(await allThatIsSeen(by, busy), by).toEqual(await allThatIsSeen(by, quiet));
    }
    const news = office.told.slice(before).flatMap((change) => ('groups' in change ? change.groups : []));
    expect(news.filter((group) => group.startsWith('housing:'))).toEqual([]);
    expect(news).toContain('police:data_steward');
  });

  test('finds no draft by its id, and hears the same when trying to decide what is decided', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [4] });
    const steward = await office.person('housing-steward');
    const decision = await walk.task('provider_decision');
    const attempt = () => decideTask(office.db, steward, { ...ACT, taskId: decision.id, revision: 1 });
    const extension = () => requestExtension(office.db, steward, { taskId: decision.id, days: 1, reason: '核实' });
    const heard = [await attempt(), await extension()];
    await walk.decide('provider_decision', 'refuse');
    expect([await attempt(), await extension()]).toEqual(heard);
    expect(accepted(await taskDetails(office.db, steward, { taskId: decision.id }))).toMatchObject({ state: 'open', outcome: null });
    const { id } = await walk.task('leader_approval');
    expect(await taskDetails(office.db, steward, { taskId: id })).toMatchObject({ code: 'not_found' });
    expect(accepted(await taskDetails(office.db, await office.person('police-leader'), { taskId: id }))).toMatchObject({ state: 'open' });
  });

  test('who withdraws learns nothing of the drafts', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [4] });
    await walk.decide('provider_decision', 'refuse', { opinion: '系统尚未完成等级保护测评' });
    accepted(await withdrawCase(office.db, walk.filer, { caseId: walk.id }));
    const details = accepted(await caseDetails(office.db, walk.filer, { caseId: walk.id }));
    expect(JSON.stringify(details)).not.toMatch(/等级保护测评|leader_approval"|"refuse"/);
    expect(details.steps.at(-1)).toMatchObject({ element: 'provider_decision', place: 'dropped', outcome: null, at: details.endedAt });
  });

  test('is told at once what to supplement, and of no later decision', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [4] });
    await walk.decide('provider_decision', 'supplement', { answers: { supplementList: [{ text: '请补充备案证明' }] } });
    await walk.decide('supplement', 'done');
    await walk.decide('provider_decision', 'partly', { opinion: '仅同意核验' });
    const details = accepted(await caseDetails(office.db, walk.filer, { caseId: walk.id }));
    expect(JSON.stringify(details.reply)).toContain('请补充备案证明');
    expect(JSON.stringify(details)).not.toContain('仅同意核验');
  });
});

describe('who looks on without being a party', () => {
  test.each(['auditor-1', 'bdb-sec', 'bdb-leader'])('%s reads the case with personal data masked, on every page', async (by) => {
    const actor = await office.person(by);
    const read = JSON.stringify([
      accepted(await caseDetails(office.db, actor, { caseId: level4.id })),
      accepted(await taskDetails(office.db, actor, { taskId: (await level4.task('provider_decision')).id })),
    ]);
    expect(read).not.toMatch(/洛桑|13908910011/);
    expect(read).toContain('139****11');
  });

  test('parties read it whole', async () => {
    expect(JSON.stringify(accepted(await caseDetails(office.db, await office.person('police-steward'), { caseId: level4.id })))).toContain(
      '13908910011',
    );
  });
});

test('what was erased is shown nowhere, and the rest is', async () => {
  const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2], answers: { purpose: '误填的涉密内容' } });
  await office.sql(`update case_content set answers = '{}', salt = '', erased_at = now() where case_id = $1 and kind = 'application'`, [
    walk.id,
  ]);
  const details = accepted(await caseDetails(office.db, await office.person('police-steward'), { caseId: walk.id }));
  expect(JSON.stringify(details)).not.toContain('误填的涉密内容');
  expect(details.steps.map(({ element }) => element)).toEqual(['internal_consent', 'formal_check', 'provider_decision']);
});

describe('search', () => {
  test('finds two-character words in entries and cases, whatever stands around them', async () => {
    const actor = await office.person('housing-applicant');
    expect((await catalogue(office.db, actor, { q: '低保' })).items.map(({ id }) => id)).toEqual(['cat-040']);
    expect((await catalogue(office.db, actor, { q: '最低生活' })).items.map(({ id }) => id)).toContain('cat-040');
    expect((await catalogue(office.db, actor, { q: '活低' })).items).toEqual([]);
    expect((await caseList(office.db, actor, { q: '居住' })).items.every(({ title }) => title.includes('居住'))).toBe(true);
    expect((await caseList(office.db, actor, { q: '2026' })).items.length).toBeGreaterThan(0);
  });

  test.each(["'", "') or true --", '%', '\\', '🙂', '\u0000', '&|!():*', 'a'.repeat(1000), '\ud800'])(
    'takes %j for words and nothing more',
    async (q) => {
      const actor = await office.person('auditor-1');
      expect((await catalogue(office.db, actor, { q })).items.length).toBeLessThanOrEqual(25);
      expect((await caseList(office.db, actor, { q })).items.length).toBeLessThanOrEqual(25);
    },
  );

  test('share and open catalogue are views of what is published, by its classes, whole and without gap (requirement 26)', async () => {
    const reader = await office.person('housing-applicant');
    for (const [by, column, classes] of [
      ['shareType', 'share_type', ['unconditional', 'conditional', 'not_shared']],
      ['openType', 'open_type', ['unconditional', 'conditional', 'not_open']],
    ] as const) {
      for (const value of classes) {
        const { items } = await catalogue(office.db, reader, { [by]: [value], limit: 100 });
        const published = await office.sql<{ id: string }>(
          `select id from catalogue_entry where state = 'published' and ${column} = $1 order by resource_code`,
          [value],
        );
        expect(items.filter(({ state }) => state === 'published').map(({ id }) => id)).toEqual(published.map(({ id }) => id));
      }
    }
  });

  test('facets count what the reader may see', async () => {
    const page = await catalogue(office.db, await office.person('housing-applicant'), { limit: 100 });
    expect(page.total).toBe(56 + Number(page.items.some(({ state }) => state !== 'published')));
    expect(page.facets.shareType.reduce((sum, { count }) => sum + count, 0)).toBe(page.total);
  });
});

test('grants are listed by side', async () => {
  const steward = await office.person('police-steward');
  expect((await grantList(office.db, steward, { side: 'consumer' })).items).toMatchObject([
    { consumer: expect.any(String), state: 'active' },
  ]);
  expect((await grantList(office.db, steward, { side: 'provider' })).items).toEqual([]);
});

test('a page of every kind of person opens', async () => {
  for (const actor of everyone) expect((await workbench(office.db, actor)).tasks.length).toBeLessThanOrEqual(8);
});
