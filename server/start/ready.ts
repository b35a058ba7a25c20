import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { httpGet } from './wait.ts';

/** Whether PostgreSQL takes connections: the eighth line of its pid file, as pg_ctl reads it. */
export function postgresIsReady(postgresFolder: string): boolean {
  const file = path.join(postgresFolder, 'postmaster.pid');
  return existsSync(file) && readFileSync(file, 'utf8').split('\n')[7]?.trim() === 'ready';
}

/** Whether every partition of the broker has a leader; its own /ready says so too early. */
export async function brokerIsReady(monitorUrl: string): Promise<boolean> {
  // Asked for its partitions before it has any, it fills its log with stack traces.
  const awake = await httpGet(`${monitorUrl}/actuator/health/readiness`);
  if (awake?.status !== 200) return false;
  const answer = await httpGet(`${monitorUrl}/actuator/partitions`);
  return answer !== null && answer.status === 200 && allLead(answer.body);
}

/** The answer of /actuator/partitions: `{"1": {"role": "LEADER", ...}}`. */
export function allLead(body: string): boolean {
  const partitions: unknown = JSON.parse(body);
  if (typeof partitions !== 'object' || partitions === null) return false;
  const all: unknown[] = Object.values(partitions);
  return (
    all.length > 0 &&
    all.every((partition) => typeof partition === 'object' && partition !== null && Reflect.get(partition, 'role') === 'LEADER')
  );
}
