import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPhrase } from '#server/commands/add-phrase.ts';
import { deletePhrase } from '#server/commands/delete-phrase.ts';
import { MOST_PHRASES } from '#server/domain/phrases.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { phrases } from '#server/queries/phrases.ts';
import { accepted } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

async function add(by: string, text: string, owner: 'me' | 'department' = 'me') {
  return addPhrase(office.db, await office.person(by), { text, owner });
}
async function list(by: string) {
  return (await phrases(office.db, await office.person(by))).phrases;
}

test('one’s own phrases are seen by nobody else, the department’s by all of it', async () => {
  const { id } = accepted(await add('civil-secrecy', '经审查,所涉信息项不含涉密内容'));
  accepted(await add('civil-steward', '符合共享条件,同意', 'department'));
  expect((await list('civil-secrecy')).map(({ text, shared, mayDelete }) => [text, shared, mayDelete])).toEqual([
    ['经审查,所涉信息项不含涉密内容', false, true],
    ['符合共享条件,同意', true, false],
  ]);
  expect((await list('civil-leader')).map(({ text, mayDelete }) => [text, mayDelete])).toEqual([['符合共享条件,同意', true]]);
  expect(await list('police-steward')).toEqual([]);
  expect(await deletePhrase(office.db, await office.person('civil-leader'), { id })).toMatchObject({ code: 'not_found' });
  accepted(await deletePhrase(office.db, await office.person('civil-secrecy'), { id }));
});

test('only who manages the department keeps its phrases', async () => {
  expect(await add('civil-secrecy', '同意', 'department')).toMatchObject({ code: 'forbidden', reason: 'may_not_edit_phrases' });
  const [shared] = await list('civil-secrecy');
  expect(await deletePhrase(office.db, await office.person('civil-secrecy'), { id: shared?.id ?? '' })).toMatchObject({
    code: 'not_found',
  });
  expect(await deletePhrase(office.db, await office.person('police-leader'), { id: shared?.id ?? '' })).toMatchObject({
    code: 'not_found',
  });
  accepted(await deletePhrase(office.db, await office.person('civil-leader'), { id: shared?.id ?? '' }));
});

test('a phrase is some text of a reasonable length, and there are only so many, also when all are added at once', async () => {
  expect(await add('edu-steward', ' \u200b ')).toMatchObject({ fields: { text: { code: 'phrase_required' } } });
  expect(await add('edu-steward', '长'.repeat(201))).toMatchObject({ fields: { text: { code: 'request_too_long' } } });
  const added = await Promise.all(Array.from({ length: MOST_PHRASES + 3 }, (_, n) => add('edu-steward', `第${n}条`)));
  expect(added.filter(isRefusal)).toEqual(Array(3).fill(expect.objectContaining({ reason: 'too_many_phrases' })));
  expect(await deletePhrase(office.db, await office.person('edu-steward'), { id: 'nonsense' })).toMatchObject({ code: 'not_found' });
});
