import { conditionalShare } from '#processes/conditional-share/process.ts';

/** Which processes there are. The folder beside this file has the key as its name; titles stand in the drawings. */
export const PROCESSES = [conditionalShare] as const;

export type ShippedProcess = (typeof PROCESSES)[number];
export type ProcessKey = ShippedProcess['key'];

export function isProcessKey(key: string): key is ProcessKey {
  return PROCESSES.some((process) => process.key === key);
}

export function processOf(key: ProcessKey): ShippedProcess {
  const process = PROCESSES.find((shipped) => shipped.key === key);
  if (process === undefined) throw new Error(`no process ${key}`);
  return process;
}

/** Where the drawing of release 1 stands, as a path below `processes/`. */
export function drawingPath(key: ProcessKey): string {
  return `${key}/process.bpmn`;
}
