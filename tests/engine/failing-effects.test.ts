import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { rows } from '#server/db/orm.ts';
import { loadReference } from '#server/db/reference.ts';
import { claimDue } from '#server/engine/claims.ts';
import { openClient } from '#server/engine/client.ts';
import { effectsRun } from '#server/engine/metrics.ts';
import { decideStep, deliverByHand, fileSample, placeOf } from './support/cases.ts';
import { openWorld, until } from './support/world.ts';
import type { World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('an effect that throws is tried again, and is once', async () => {
  const failedBefore = await failures();
  await asOwner('revoke insert on share_grant from gongkai_app');
  const caseId = await fileSample(world.db, { entryId: await unconditionalEntry() });
  await until(async () => (await failures()) > failedBefore, 'the effect has failed');
  expect(await placeOf(world.db, caseId)).toMatchObject({ state: 'submitted' });
  await asOwner('grant insert on share_grant to gongkai_app');
  await world.untilState(caseId, 'granted');
  expect(await rows(world.db.orm.em.fork(), 'select state from share_grant where case_id = ?', [caseId])).toEqual([{ state: 'active' }]);
  expect(await rows(world.db.orm.em.fork(), 'select 1 from incident where case_id = ?', [caseId])).toEqual([]);
});

test('a decision that a killed relay had in hand is delivered once its lease has ended', async () => {
  const caseId = await fileSample(world.db, { entryId: 'cat-040' });
  await world.untilAsked(caseId, 'internal_consent');
  await world.stopEngine();
  await decideStep(world.db, caseId, 'internal_consent', 'agree');
  const held = await claimDue(world.db, 10);
  expect(held).toMatchObject([{ caseId, message: { kind: 'job.complete' } }]);
  await world.startEngine();
  await world.untilAsked(caseId, 'formal_check');
  expect((await placeOf(world.db, caseId)).open).toHaveLength(1);
});

test('a refusal that the drawing catches goes the way drawn for it', async () => {
  await world.stopEngine();
  await release(2, (bpmn) =>
    bpmn
      .replace(
        '<bpmn:serviceTask id="activate_unconditional"',
        `<bpmn:boundaryEvent id="not_activated" name="不能开通" attachedToRef="activate_unconditional">
          <bpmn:outgoing>flow_not_activated</bpmn:outgoing>
          <bpmn:errorEventDefinition id="definition_not_activated" />
        </bpmn:boundaryEvent>
        <bpmn:sequenceFlow id="flow_not_activated" sourceRef="not_activated" targetRef="formal_check" />
        $&`,
      )
      .replace(/(<bpmn:userTask id="formal_check".*?)(<bpmn:outgoing>)/s, '$1<bpmn:incoming>flow_not_activated</bpmn:incoming>$2'),
  );
  await world.startEngine();
  await until(() => world.engine().client() !== null, 'the release is deployed');
  await world.stopEngine();
  const caseId = await fileSample(world.db, { entryId: 'cat-040' });
  const client = openClient(inject('broker').address, () => undefined);
  await deliverByHand(world.db, client, caseId, { shareClass: 'unconditional' });
  await client.close();
  await world.startEngine();
  await world.untilAsked(caseId, 'formal_check');
  expect(await rows(world.db.orm.em.fork(), 'select 1 from incident where case_id = ?', [caseId])).toEqual([]);
});

/** Releases the drawing once more, changed. */
async function release(number: number, change: (bpmn: string) => string): Promise<void> {
  const [first] = await rows<{ bpmn: string }>(
    world.db.orm.em.fork(),
    `select bpmn from process_release where process_key = 'conditional-share' and number = 1`,
  );
  await asOwner(
    `insert into process_release (process_key, number, bpmn, forms, content_hash, reason, effective_from)
     select process_key, $1, $2, forms, $2, reason, effective_from from process_release where process_key = 'conditional-share' and number = 1`,
    [number, change(first?.bpmn ?? '')],
  );
  Object.assign(world.db.reference, await loadReference(world.db.orm.em.fork()));
}

async function asOwner(statement: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client(world.ownerUrl);
  await client.connect();
  await client.query(statement, values);
  await client.end();
}

async function failures(): Promise<number> {
  const { values } = await effectsRun.get();
  return values.filter(({ labels }) => labels.result === 'failed').reduce((sum, { value }) => sum + value, 0);
}

async function unconditionalEntry(): Promise<string> {
  const [entry] = await rows<{ id: string }>(
    world.db.orm.em.fork(),
    `select id from catalogue_entry where share_type = 'unconditional' and state = 'published' and provider_id <> 'housing' order by id limit 1`,
  );
  return entry?.id ?? '';
}
