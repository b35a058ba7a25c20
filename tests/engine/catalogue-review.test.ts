import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answers, Row } from '#forms/answers.ts';
import { partsOf } from '#server/db/case-rows.ts';
import { applicationIn } from '#server/db/contents.ts';
import { readEntryContent } from '#server/db/catalogue-register.ts';
import { fileCase } from '#server/commands/file-case.ts';
import { rows } from '#server/db/orm.ts';
import { answersOfContent } from '#server/domain/entry-content.ts';
import { accepted } from '../support/cases.ts';
import { entryAnswers, itemRow } from '../support/entry-answers.ts';
import { linesFor, plainSheet } from '../support/reviews.ts';
import { memberOf } from './support/cases.ts';
import { sendMessage } from './support/drivers.ts';
import { openWorld, until } from './support/world.ts';
import type { World } from './support/world.ts';

type Step = readonly [element: string, outcome: string, answers?: Answers];

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const GRADED: Step = ['grade', 'confirm'];
const REVISED: Step = ['revise', 'done'];
const REVIEWED: readonly Step[] = [GRADED, ['line_review', 'pass']];
const CHECKED: Step = ['conf_procedure', 'pass', { contentSame: 'yes', sampleRight: 'none', channelRight: 'yes' }];

async function file(process: string, answers: Answers, provider = 'civil'): Promise<string> {
  const compiler = await memberOf(world.db, [`${provider}:catalogue_compiler`]);
  return accepted(await fileCase(world.db, compiler, { process, answers })).id;
}

/** A change of a published entry, with what its form begins with. */
async function fileUpdate(entryId: string, provider: string, change: Answers): Promise<string> {
  const content = await readEntryContent(world.db.orm.em.fork(), entryId);
  if (!content) throw new Error(`no entry ${entryId}`);
  const filled = { contact: '信息科 0891-6320000', shareTreatment: 'raw', leakRiskAssessment: '不涉及国家秘密、工作秘密' };
  return file('catalogue-review', { ...answersOfContent(content), entryId, ...filled, ...change }, provider);
}

/** The called review, to its conclusion. */
async function confidentiality(caseId: string, conclusion: 'release' | 'withhold' | 'directed_only'): Promise<void> {
  const { entry } = await partsOf(world.db.orm.em.fork(), caseId, ['entry']);
  const lines = await linesFor(world, entry?.id ?? '');
  const verdicts = lines['verdicts'] as Row[];
  const withheld = { ...lines, verdicts: verdicts.map((line) => ({ ...line, verdict: 'withhold' })) };
  await world.walk(caseId, [
    ['conf_sheet', 'done', { ...plainSheet(entry?.id ?? ''), coAuthorOrgs: [], otherOrgs: [] }],
    ['conf_unit_head', 'pass', { truthful: 'yes' }],
    [
      'conf_special',
      'opinion',
      conclusion === 'withhold' ? withheld : { ...lines, directed: conclusion === 'directed_only' ? 'yes' : 'no' },
    ],
    ['conf_approval', conclusion, { read: 'yes', withheldItems: [] }],
    ...(conclusion === 'withhold' ? [] : [CHECKED]),
  ]);
}

/** What the steward writes who opens it less. */
async function narrowedTo(caseId: string, openType: 'not_open' | 'conditional'): Promise<Answers> {
  const { answers } = applicationIn(await partsOf(world.db.orm.em.fork(), caseId, ['contents']));
  const items = (answers['items'] as Row[]).map(() => ({ openType }));
  return openType === 'not_open'
    ? { openType, notOpenGround: 'work_secret', notOpenBasis: '保密法第六十四条', items }
    : { openType, openCondition: '社会组织,接口方式', items };
}

/** The branches of the drawing itself that the engine took in any case of this process. */
async function flowsTaken(process: string): Promise<string[]> {
  const taken = await rows<{ element: string }>(
    world.db.orm.em.fork(),
    `select distinct v.element from element_visit v join case_file f on f.id = v.case_id where f.process_key = ? and v.kind = 'sequence_flow'`,
    [process],
  );
  return taken.map(({ element }) => element);
}

/** Of the drawing itself; what it calls is walked in a file of its own. */
function flowsDrawn(process: string): string[] {
  const release = world.db.reference.releases.find(({ processKey }) => processKey === process);
  return (release?.definition.flows ?? []).map(({ id }) => id).filter((id) => !id.startsWith('conf_'));
}

test('a new entry comes to its first version over every return on the way; a new contact is the second at once', async () => {
  const caseId = await file('catalogue-review', entryAnswers());
  await world.walk(caseId, [['grade', 'return'], REVISED, GRADED, ['line_review', 'return'], REVISED, ...REVIEWED]);
  await confidentiality(caseId, 'release');
  await world.walk(caseId, [['bureau_review_new', 'return'], REVISED, ...REVIEWED]);
  await confidentiality(caseId, 'release');
  await world.walk(caseId, [['bureau_review_new', 'pass']]);
  await world.untilState(caseId, 'published');
  const { entry } = await partsOf(world.db.orm.em.fork(), caseId, ['entry']);
  const minor = await fileUpdate(entry?.id ?? '', 'civil', { contact: '信息中心 0891-6321111' });
  await world.untilState(minor, 'published');
});

test('an update that is withheld is narrowed, signed by the head and passed by the bureau', async () => {
  const caseId = await fileUpdate('cat-024', 'transport', { updateCycle: 'daily' });
  await world.walk(caseId, REVIEWED);
  await confidentiality(caseId, 'withhold');
  await world.walk(caseId, [['regrade', 'confirm', await narrowedTo(caseId, 'not_open')], ['head_sign', 'return'], REVISED, ...REVIEWED]);
  await confidentiality(caseId, 'release');
  await world.walk(caseId, [['bureau_review', 'return'], REVISED, ...REVIEWED]);
  await confidentiality(caseId, 'release');
  await world.walk(caseId, [['bureau_review', 'pass']]);
  await world.untilState(caseId, 'published');
});

test('an entry that goes to some only is narrowed and reviewed again', async () => {
  const caseId = await file('catalogue-review', entryAnswers({ name: '社会救助车辆停放情况' }));
  await world.walk(caseId, REVIEWED);
  await confidentiality(caseId, 'directed_only');
  await world.walk(caseId, [['regrade', 'confirm', await narrowedTo(caseId, 'conditional')]]);
  await confidentiality(caseId, 'directed_only');
  await world.walk(caseId, [['bureau_review_new', 'pass']]);
  await world.untilState(caseId, 'published');
});

test('an entry that is closed before it is published is signed by the head', async () => {
  const caseId = await file('catalogue-review', entryAnswers({ name: '社会救助物资存放情况' }));
  await world.walk(caseId, REVIEWED);
  await confidentiality(caseId, 'withhold');
  await world.walk(caseId, [
    ['regrade', 'confirm', await narrowedTo(caseId, 'not_open')],
    ['head_sign', 'agree'],
    ['bureau_review_new', 'pass'],
  ]);
  await world.untilState(caseId, 'published');
});

test('a suspected secret and a rejection end their cases', async () => {
  const suspected = await file('catalogue-review', entryAnswers({ name: '社会救助通信情况' }));
  await world.walk(suspected, [
    ...REVIEWED,
    ['conf_sheet', 'done', { coAuthorOrgs: [], otherOrgs: [] }],
    ['conf_unit_head', 'pass', { truthful: 'yes' }],
    ['conf_special', 'suspected_secret'],
  ]);
  await world.untilState(suspected, 'quarantined');
  const rejected = await file('catalogue-review', entryAnswers({ name: '社会救助热线受理情况' }));
  await world.walk(rejected, [GRADED, ['line_review', 'reject']]);
  await world.untilState(rejected, 'refused');
});

test('whoever is not the source asks the bureau to be it', async () => {
  const caseId = await file(
    'catalogue-review',
    entryAnswers({
      ...{ name: '资助对象核对情况', subjectType: 'natural_person', piAssessment: '影响可控', designation: true },
      ...{ openType: 'not_open', notOpenGround: 'personal_privacy', notOpenBasis: '政府信息公开条例第十五条' },
      ...{ category: '3/54/010/01401', keyField: '教育文化', shareType: 'conditional', shareCondition: '资助资格核对' },
      items: [
        itemRow({
          ...{ name: '公民身份号码', nameEn: 'citizenId', length: 18, level: '3', flags: ['personal', 'subject_key'] },
          ...{ openType: 'not_open', sourceItem: 'cat-001-01' },
        }),
        itemRow({ name: '保障类别', nameEn: 'kind', flags: ['authoritative'], level: '3', openType: 'not_open' }),
      ],
    }),
    'edu',
  );
  await world.walk(caseId, [
    GRADED,
    ['source_designation', 'return'],
    REVISED,
    GRADED,
    ['source_designation', 'agree'],
    ['line_review', 'pass'],
  ]);
  await confidentiality(caseId, 'withhold');
  await world.walk(caseId, [['bureau_review_new', 'pass']]);
  await world.untilState(caseId, 'published');
});

test('the bureau’s own entry passes its leader and the panel, and both sign', async () => {
  await hireIntoBureau();
  const caseId = await file('catalogue-review', entryAnswers({ name: '公共数据平台服务情况' }), 'bdb');
  await world.walk(caseId, REVIEWED);
  await confidentiality(caseId, 'release');
  await world.walk(caseId, [['panel_review', 'return']]);
  await world.walk(caseId, [REVISED, ...REVIEWED]);
  await confidentiality(caseId, 'release');
  await world.walk(caseId, [['panel_review', 'pass']]);
  await world.untilState(caseId, 'published');
});

async function hireIntoBureau(): Promise<void> {
  const owner = new pg.Client(world.ownerUrl);
  await owner.connect();
  for (const role of ['catalogue_compiler', 'data_steward', 'catalogue_reviewer', 'dept_confidentiality_reviewer', 'dept_leader']) {
    await owner.query(`insert into account (id, username, display_name, organisation_id, password_hash) values ($1, $1, $1, 'bdb', '')`, [
      `own-${role}`,
    ]);
    await owner.query(`insert into appointment (account_id, organisation_id, role, valid_from) values ($1, 'bdb', $2, '2025-08-01')`, [
      `own-${role}`,
      role,
    ]);
  }
  await owner.end();
}

test('an entry that its compiler takes back leaves the review where it stood', async () => {
  const caseId = await file('catalogue-review', entryAnswers({ name: '社会救助宣传情况' }));
  await world.walk(caseId, REVIEWED);
  await world.untilAsked(caseId, 'conf_sheet');
  await sendMessage(world, caseId, { kind: 'message', element: 'withdrawn', name: 'case.withdrawn' });
  await world.untilState(caseId, 'withdrawn');
});

test('an entry leaves the catalogue after the head and the bureau, unless the bureau rejects it or its department thinks again', async () => {
  const withdraw = (entryId: string) => file('entry-withdrawal', { entryId, ground: 'not_produced', reason: '不再产生这类数据' });
  const delisted = await withdraw('cat-041');
  await world.walk(delisted, [
    ['sign', 'return'],
    REVISED,
    ['sign', 'agree'],
    ['review', 'return'],
    REVISED,
    ['sign', 'agree'],
    ['review', 'pass'],
  ]);
  await world.untilState(delisted, 'delisted');
  const rejected = await withdraw('cat-042');
  await world.walk(rejected, [
    ['sign', 'agree'],
    ['review', 'reject'],
  ]);
  await world.untilState(rejected, 'refused');
  const kept = await withdraw('cat-042');
  await world.untilAsked(kept, 'sign');
  await sendMessage(world, kept, { kind: 'message', element: 'withdrawn', name: 'case.withdrawn' });
  await world.untilState(kept, 'withdrawn');
});

test.each(['catalogue-review', 'entry-withdrawal'])('no branch of %s was left untaken', async (process) => {
  const drawn = flowsDrawn(process);
  await until(async () => {
    const taken = await flowsTaken(process);
    return drawn.every((flow) => taken.includes(flow));
  }, `every branch of ${process} is taken`);
  expect(drawn.length).toBeGreaterThan(10);
});
