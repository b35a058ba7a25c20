import { afterAll, beforeAll, expect, test } from 'vitest';
import { validate } from '#forms/validate.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { taskDetails } from '#server/queries/task-details.ts';
import { accepted, fileAndFollow, fileToProvider } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

async function seenBy(accountId: string, walk: Walk, element: string) {
  return accepted(await taskDetails(office.db, await office.person(accountId), { taskId: (await walk.task(element)).id }));
}

test('what a form is filled in with beforehand is never what it would refuse', async () => {
  const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
  for (const [by, element, outcome] of [
    ['police-steward', 'provider_decision', 'agree'],
    ['housing-applicant', 'terms_applicant', 'confirm'],
    ['police-steward', 'terms_provider', 'confirm'],
    ['bdb-ops', 'provision', 'done'],
  ] as const) {
    const { form, answers } = await seenBy(by, walk, element);
    const checked = validate(form.schema, answers, { today: dayOf(office.db.now()), outcome, options: form.options });
    const refused = Object.entries(checked.ok ? {} : checked.fields).filter(([path]) => path in answers);
    expect(refused, element).toEqual([]);
    if (element === 'provision') expect(answers['deliveredAt']).toBe('2026-11-23T09:00');
    await walk.decide(element, outcome);
  }
});

test('people whom a form offers have names, files too', async () => {
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
  const { form, labels } = await seenBy('housing-steward', walk, 'internal_consent');
  expect(form.options['responsiblePerson']).toContain('housing-leader');
  for (const id of form.options['responsiblePerson'] ?? []) expect(labels['responsiblePerson']?.[id], id).toMatch(/^住建·/);
});
