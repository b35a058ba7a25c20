import { expect } from 'vitest';
import { verifyChain } from '#server/domain/events.ts';
import type { StoredEvent } from '#server/domain/events.ts';
import type { Office } from './office.ts';

type Row = Omit<StoredEvent, 'caseId' | 'prevHash'> & { case_id: string; prev_hash: string };
type Head = { id: string; event_seq: number; event_hash: string };
type Written = { opinion: string; basis: string; answers: Record<string, unknown> };

/** Whatever a test did: every chain of its database is whole, every open step has its clock, and no event carries anything that a person wrote. */
export async function expectSoundRecord(office: Pick<Office, 'sql'>): Promise<void> {
  await expectClocks(office);
  const { sql } = office;
  const events = await sql<Row>('select * from event order by case_id, seq');
  const byCase = Map.groupBy(events, (event) => event.case_id);
  for (const file of await sql<Head>('select id, event_seq, event_hash from case_file')) {
    const chain = (byCase.get(file.id) ?? []).map(({ case_id: caseId, prev_hash: prevHash, ...event }) => ({ ...event, caseId, prevHash }));
    expect(verifyChain(chain, { seq: file.event_seq, hash: file.event_hash }), file.id).toEqual({ ok: true });
  }
  const told = events.map((event) => JSON.stringify(event.data)).join('\n');
  expect(told).not.toMatch(/\p{Script=Han}/u);
  const contents = await sql<Written>('select opinion, basis, answers from case_content');
  for (const { opinion, basis, answers } of contents) {
    for (const text of [opinion, basis, ...Object.values(answers)].filter(isFreeText)) expect(told).not.toContain(text);
  }
}

/** Every open step runs under a clock, or under one that stands still for a stated reason (invariant I10). */
async function expectClocks({ sql }: Pick<Office, 'sql'>): Promise<void> {
  const timeless = await sql(
    `select t.case_id, t.element from task t where t.state = 'open'
       and exists (select 1 from event e where e.case_id = t.case_id and e.type = 'task.created' and e.data->>'taskId' = t.id::text)
       and not exists (
       select 1 from clock c where c.case_id = t.case_id and c.limit_key = t.limit_key
         and (c.state = 'running' or (c.state = 'stopped' and c.detail->>'reason' is not null)))`,
  );
  expect(timeless, 'open steps without a clock').toEqual([]);
}

/** Codes, days and ids may stand in events; what is longer or written in words may not. */
function isFreeText(text: unknown): text is string {
  return typeof text === 'string' && text.length > 3 && !/^[a-z0-9_-]+$/.test(text);
}
