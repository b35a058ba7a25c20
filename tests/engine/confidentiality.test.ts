import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Answers } from '#forms/answers.ts';
import { attendClocks } from '#server/commands/attend-clocks.ts';
import { fileCase } from '#server/commands/file-case.ts';
import { rows } from '#server/db/orm.ts';
import { accepted } from '../support/cases.ts';
import { linesFor, plainSheet } from '../support/reviews.ts';
import { memberOf, placeOf } from './support/cases.ts';
import { openWorld, until } from './support/world.ts';
import type { World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const ASKS_NOBODY = { ...plainSheet('cat-024'), coAuthorOrgs: [], jointItems: [] };
const HEAD = ['conf_unit_head', 'pass', { truthful: 'yes' }] as const;
const APPROVED = { read: 'yes', withheldItems: [] };
const CHECKED = ['conf_procedure', 'pass', { contentSame: 'yes', sampleRight: 'none', channelRight: 'yes' }] as const;
const RETURNED = { corrections: [{ text: '请补充说明' }] };

async function submit(entryId: string, answers: Answers = {}): Promise<string> {
  const [entry] = await rows<{ provider: string }>(
    world.db.orm.em.fork(),
    'select provider_id as provider from catalogue_entry where id = ?',
    [entryId],
  );
  const filer = await memberOf(world.db, [`${entry?.provider}:catalogue_compiler`]);
  const filed = await fileCase(world.db, filer, { process: 'confidentiality-review', answers: { ...plainSheet(entryId), ...answers } });
  return accepted(filed).id;
}

/** The engine's own instance of the case is over. */
async function engineDone(caseId: string): Promise<void> {
  await until(async () => {
    const found = await rows<{ state: string }>(world.db.orm.em.fork(), 'select state from engine_instance where case_id = ?', [caseId]);
    return found.length > 0 && found.every(({ state }) => state === 'completed');
  }, `the engine is done with ${caseId}`);
}

test('a review runs to its decision, over every return on the way', async () => {
  const caseId = await submit('cat-024');
  const opinion = ['conf_special', 'opinion', await linesFor(world, 'cat-024')] as const;
  await world.walk(caseId, [
    ['conf_unit_head', 'return', { truthful: 'no', ...RETURNED }],
    ['conf_sheet', 'done', ASKS_NOBODY],
    HEAD,
    ['conf_special', 'return', RETURNED],
    ['conf_sheet', 'done', ASKS_NOBODY],
    HEAD,
    opinion,
    ['conf_approval', 'return', { read: 'no', withheldItems: [], ...RETURNED }],
    opinion,
    ['conf_approval', 'release', APPROVED],
    ['conf_procedure', 'return', { contentSame: 'yes', sampleRight: 'no', channelRight: 'yes', ...RETURNED }],
    ['conf_sheet', 'done', ASKS_NOBODY],
    HEAD,
    opinion,
    ['conf_approval', 'release', APPROVED],
    CHECKED,
  ]);
  await world.untilState(caseId, 'reviewed');
  await engineDone(caseId);
});

test('at level 4 it goes up, comes back, and is signed by two', async () => {
  const caseId = await submit('cat-005', { q3: 'yes', holderConcerned: 'yes' });
  const lines = await linesFor(world, 'cat-005');
  const withheld = { ...lines, verdicts: (lines['verdicts'] as Answers[]).map((line) => ({ ...line, verdict: 'withhold' })) } as Answers;
  await world.walk(caseId, [
    HEAD,
    ['conf_special', 'refer_up'],
    ['conf_referral_report', 'done'],
    ['conf_referral', 'release'],
    ['conf_special', 'consult'],
    ['conf_consult_holder', 'refuse'],
    ['conf_special', 'opinion', withheld],
    ['conf_approval', 'withhold', APPROVED],
    ['conf_second_signature', 'return', { agreesItems: 'no', ...RETURNED }],
    ['conf_special', 'opinion', withheld],
    ['conf_approval', 'withhold', APPROVED],
    ['conf_second_signature', 'agree', { agreesItems: 'yes' }],
  ]);
  await world.untilState(caseId, 'reviewed');
  await engineDone(caseId);
});

test('organs named in the sheet are asked by their groups; who stays silent holds up nothing', async () => {
  const asked = { coAuthorOrgs: ['police', 'health'], jointItems: ['cat-026-01'], q3: 'yes', holderConcerned: 'yes' };
  const caseId = await submit('cat-026', asked);
  await world.walk(caseId, [HEAD, ['conf_special', 'consult']]);
  await world.untilAsked(caseId, 'conf_consult_coauthors');
  await world.untilAsked(caseId, 'conf_consult_holder');
  const [task] = await rows<{ candidates: string[] }>(
    world.db.orm.em.fork(),
    `select candidates from task where case_id = ? and element = 'conf_consult_coauthors'`,
    [caseId],
  );
  expect(task?.candidates).toEqual(['police:data_steward', 'health:data_steward']);
  const later = { ...world.db, now: () => new Date(Date.now() + 60 * 24 * 3_600_000) };
  for (let round = 0; round < 4; round += 1) await attendClocks(later);
  await world.untilAsked(caseId, 'conf_special');
  expect((await placeOf(world.db, caseId)).open.map(({ element }) => element)).toEqual(['conf_special']);
  await world.walk(caseId, [
    ['conf_special', 'opinion', await linesFor(world, 'cat-026')],
    ['conf_approval', 'release', APPROVED],
    CHECKED,
  ]);
  await world.untilState(caseId, 'reviewed');
  await engineDone(caseId);
});

test.each(['conf_special', 'conf_approval'] as const)('a suspicion at %s ends the case as quarantined, in the engine too', async (at) => {
  const entryId = at === 'conf_special' ? 'cat-027' : 'cat-041';
  const caseId = await submit(entryId);
  await world.walk(caseId, [HEAD]);
  if (at === 'conf_approval') await world.walk(caseId, [['conf_special', 'opinion', await linesFor(world, entryId)]]);
  await world.walk(caseId, [[at, 'suspected_secret']]);
  await world.untilState(caseId, 'quarantined');
  await engineDone(caseId);
});

test('a suspicion of who was asked above is confirmed by the reviewer, and nothing else is left to say', async () => {
  const caseId = await submit('cat-045');
  await world.walk(caseId, [HEAD, ['conf_special', 'refer_up'], ['conf_referral_report', 'done'], ['conf_referral', 'suspected_secret']]);
  await world.untilAsked(caseId, 'conf_special');
  await expect(world.walk(caseId, [['conf_special', 'return', RETURNED]])).rejects.toThrow('outcome_not_offered');
  await world.walk(caseId, [['conf_special', 'suspected_secret']]);
  await world.untilState(caseId, 'quarantined');
  await engineDone(caseId);
});

/** Which of these words stand in some file below the folder, as they are written to disk. */
function wordsInFiles(folder: string, words: readonly string[]): string[] {
  const found = new Set<string>();
  for (const name of globSync('**', { cwd: folder })) {
    const file = path.join(folder, name);
    if (!statSync(file).isFile()) continue;
    const bytes = readFileSync(file);
    for (const word of words) if (bytes.includes(word)) found.add(word);
  }
  return [...found];
}

test('no file of the engine, data or log, holds anything that people wrote: it is given ids and codes alone', async () => {
  const caseId = await submit('cat-028');
  await world.walk(caseId, [HEAD, ['conf_special', 'suspected_secret']]);
  await engineDone(caseId);
  const written = await rows<{ opinion: string }>(
    world.db.orm.em.fork(),
    `select distinct opinion from case_content where opinion <> ''`,
    [],
  );
  const { firstOpinion } = plainSheet('cat-028');
  const words = [...written.map(({ opinion }) => opinion), String(firstOpinion)];
  expect(words.length).toBeGreaterThan(1);
  expect(wordsInFiles(inject('broker').dataDir, [...words, caseId])).toEqual([caseId]);
});
