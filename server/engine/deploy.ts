import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { noteEpoch } from '#server/commands/note-epoch.ts';
import { currentEpoch } from '#server/db/engine-epoch.ts';
import type { EngineEpoch } from '#server/db/engine-epoch.ts';
import { rows } from '#server/db/orm.ts';
import type { Release } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import type { EngineClient } from './client.ts';
import { compileRelease } from './compile.ts';

const MARKER = 'gongkai-marker';

/** Finds out in which life of its data the engine is, and puts all releases there. */
export async function deployAll(db: Db, client: EngineClient, log: Logger): Promise<EngineEpoch> {
  const [epoch, deployed] = await Promise.all([checkMarker(db, client), deployReleases(db, client)]);
  if (!epoch.settled) log.error({ epoch: epoch.number, reason: epoch.reason }, 'engine: its data are not those we knew');
  for (const { release, definitionKey } of deployed) {
    await rows(
      db.orm.em.fork(),
      `
      insert into engine_definition (process_key, number, epoch, definition_key, deployed_at) values (?, ?, ?, ?, ?)
      on conflict (process_key, number, epoch) do update set definition_key = excluded.definition_key`,
      [release.processKey, release.number, epoch.number, definitionKey, db.now()],
    );
  }
  return epoch;
}

/** The same bytes again change nothing in the engine. */
function deployReleases(db: Db, client: EngineClient): Promise<{ readonly release: Release; readonly definitionKey: string }[]> {
  return Promise.all(
    db.reference.releases.map(async (release) => {
      const compiled = await compileRelease(release.bpmn, {
        processKey: release.processKey,
        number: release.number,
        calls: release.calls,
      });
      const { definitionKey } = await client.deploy(compiled.processId, compiled.xml);
      return { release, definitionKey };
    }),
  );
}

/** Deploys the marker once more: its version tells whether the engine still has its data. */
export async function checkMarker(db: Db, client: EngineClient): Promise<EngineEpoch> {
  const known = await currentEpoch(db.orm.em.fork());
  const marker = await client.deploy(MARKER, markerBpmn());
  return noteEpoch(db, { known, markerVersion: marker.version });
}

/**
 * No two are alike, so each deployment is a new version. It starts by a message that nobody sends: the subscription to
 * it is recorded, in every partition, so each deployment also shows how far the record feed has come.
 */
function markerBpmn(): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="gongkai">
  <bpmn:process id="${MARKER}" isExecutable="true">
    <bpmn:documentation>${randomUUID()}</bpmn:documentation>
    <bpmn:startEvent id="start"><bpmn:messageEventDefinition id="never" messageRef="message" /></bpmn:startEvent>
  </bpmn:process>
  <bpmn:message id="message" name="${MARKER}" />
</bpmn:definitions>`;
}
