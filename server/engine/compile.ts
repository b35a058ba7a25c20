import { nodesOf, parseXml, textOf, writeXml, nodeOf, extensionOf } from '#processes/xml.ts';
import type { BpmnNode } from '#processes/xml.ts';

/** `calls` pins each called process to its release, by process key: Zeebe 8.5 would call the latest. */
export type ReleaseName = { processKey: string; number: number; calls?: Readonly<Record<string, number>> };

/** What is deployed for a release, and the names by which its cases start. */
export type CompiledRelease = { xml: string; processId: string; startMessage: string };

/**
 * Makes of a drawing what the engine runs for one release: the process id and the start message carry the release,
 * called processes are pinned, all else stays as drawn: element ids, other messages (they are correlated by case id),
 * `zeebe:` elements and the diagram, so that an operator's own tools show it.
 * The same drawing and release give the same bytes; a compiled drawing compiles to itself.
 * Throws on a drawing that has not passed the checks: wrong process, no start message, a called process without a pin.
 */
export async function compileRelease(xml: string, release: ReleaseName): Promise<CompiledRelease> {
  const { root } = await parseXml(xml);
  if (root === null) throw new Error(`release ${release.number} of ${release.processKey} is no readable BPMN`);
  const processId = releasedId(release.processKey, release.number);
  const process = processOf(root);
  const drawnId = textOf(process, 'id');
  if (drawnId !== release.processKey && drawnId !== processId)
    throw new Error(`expected the process ${release.processKey}, found ${drawnId}`);
  const startMessage = `${processId}.filed`;
  Reflect.set(process, 'id', processId);
  Reflect.set(startMessageOf(process), 'name', startMessage);
  pinCalls(process, release.calls ?? {});
  return { xml: await writeXml(root), processId, startMessage };
}

/** `conditional-share` and 3 give `conditional-share.r3`. */
export function releasedId(processKey: string, number: number): string {
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`a release number counts from 1, not ${number}`);
  return `${processKey}.r${number}`;
}

function processOf(root: BpmnNode): BpmnNode {
  const [process, another] = nodesOf(root, 'rootElements').filter(({ $type }) => $type === 'bpmn:Process');
  if (process === undefined || another !== undefined) throw new Error('a release holds exactly one process');
  return process;
}

function startMessageOf(process: BpmnNode): BpmnNode {
  const starts = nodesOf(process, 'flowElements').filter(({ $type }) => $type === 'bpmn:StartEvent');
  const messages = starts.flatMap((start) => nodesOf(start, 'eventDefinitions').flatMap((event) => nodeOf(event, 'messageRef') ?? []));
  const [message, another] = messages;
  if (message === undefined || another !== undefined) throw new Error('a release starts by exactly one message');
  return message;
}

function pinCalls(container: BpmnNode, calls: Readonly<Record<string, number>>): void {
  for (const node of nodesOf(container, 'flowElements')) {
    if (node.$type === 'bpmn:SubProcess') pinCalls(node, calls);
    if (node.$type !== 'bpmn:CallActivity') continue;
    const called = extensionOf(node, 'zeebe:CalledElement');
    const drawn = called === null ? null : textOf(called, 'processId');
    const pinned = Object.entries(calls).find(([key, number]) => drawn === key || drawn === releasedId(key, number));
    if (called === null || pinned === undefined) throw new Error(`the called process ${drawn ?? '?'} is pinned to no release`);
    Reflect.set(called, 'processId', releasedId(...pinned));
  }
}
