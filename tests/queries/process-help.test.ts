import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROCESSES } from '#processes/registry.ts';
import { helpIndex, processHelp } from '#server/queries/process-help.ts';
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

const language = 'zh-CN';

test('every process has its page, whose steps have who acts and by when, from the drawing and the limits in force', async () => {
  const officer = await office.person('bdb-exchange');
  const { processes } = await helpIndex(office.db, officer, { language });
  expect(processes.map(({ key }) => key)).toEqual(PROCESSES.map(({ key }) => key));
  for (const { key } of processes) {
    const help = accepted(await processHelp(office.db, officer, { process: key, language }));
    expect(help.steps.length, key).toBeGreaterThan(0);
    for (const { element, limit, outcomes } of help.steps) {
      expect(limit, `${key} ${element}`).not.toBeNull();
      expect(outcomes.length, `${key} ${element}`).toBeGreaterThan(0);
    }
    expect(
      help.asked.every(({ label }) => label !== ''),
      key,
    ).toBe(true);
    expect(help.diagram).toContain('bpmndi:BPMNDiagram');
  }
  const share = accepted(await processHelp(office.db, officer, { process: 'conditional-share', language }));
  expect(share.steps.find(({ element }) => element === 'provider_decision')).toMatchObject({
    roles: expect.arrayContaining(['data_steward']),
    limit: { amount: 10, unit: 'workingDay', basis: expect.stringContaining('政务数据共享条例') },
  });
});

test('somebody outside reads of what they may start, and neither drawing nor who drafts the answer', async () => {
  const outsider = await office.hire('outsider', 'ext-assoc', ['external_applicant']);
  const { processes } = await helpIndex(office.db, outsider, { language });
  const open = PROCESSES.filter(({ startRoles }) => startRoles.includes('external_applicant'));
  expect(processes.map(({ key }) => key)).toEqual(open.map(({ key }) => key));
  for (const { key } of open) expect(accepted(await processHelp(office.db, outsider, { process: key, language })).diagram).toBeNull();
  expect(await processHelp(office.db, outsider, { process: 'conditional-share', language })).toMatchObject({ code: 'not_found' });
});

test('a process that there is not has no page', async () => {
  expect(await processHelp(office.db, await office.person('bdb-exchange'), { process: '../conditional-share', language })).toMatchObject({
    code: 'not_found',
  });
});
