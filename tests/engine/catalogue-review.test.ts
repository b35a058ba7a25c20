import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileCase } from '#server/commands/file-case.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import type { Answers } from '#forms/answers.ts';
import { entryAnswers } from '../support/entry-answers.ts';
import { memberOf, placeOf } from './support/cases.ts';
import { openWorld } from './support/world.ts';
import type { World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function file(process: string, answers: Answers): Promise<string> {
  const filed = await fileCase(world.db, await memberOf(world.db, ['civil:catalogue_compiler']), { process, answers });
  if (isRefusal(filed)) throw new Error(JSON.stringify(filed));
  return filed.id;
}

test('an entry comes from its grade and its line-by-line review into the called confidentiality review', async () => {
  const caseId = await file('catalogue-review', entryAnswers());
  await world.walk(caseId, [
    ['grade', 'return'],
    ['revise', 'done'],
    ['grade', 'confirm'],
    ['line_review', 'return'],
    ['revise', 'done'],
    ['grade', 'confirm'],
    ['line_review', 'pass'],
  ]);
  await world.untilAsked(caseId, 'conf_sheet');
  expect((await placeOf(world.db, caseId)).open).toMatchObject([{ element: 'conf_sheet', round: 1 }]);
});

test('a rejected entry ends its case', async () => {
  const caseId = await file('catalogue-review', entryAnswers({ name: '社会救助热线受理情况' }));
  await world.walk(caseId, [
    ['grade', 'confirm'],
    ['line_review', 'reject'],
  ]);
  await world.untilState(caseId, 'refused');
});

test('an entry is withdrawn after the head and the bureau', async () => {
  const caseId = await file('entry-withdrawal', { entryId: 'cat-041', ground: 'not_produced', reason: '不再产生这类数据' });
  await world.walk(caseId, [
    ['sign', 'return'],
    ['revise', 'done'],
    ['sign', 'agree'],
    ['review', 'return'],
    ['revise', 'done'],
    ['sign', 'agree'],
    ['review', 'pass'],
  ]);
  await world.untilState(caseId, 'delisted');
});
