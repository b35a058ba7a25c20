import type { ElementType, EventKind, FlowElement, MessageEvent, SequenceFlow } from '#processes/definition.ts';
import { finding } from '#processes/findings.ts';
import type { Finding } from '#processes/findings.ts';
import { extensionOf, flagOf, nodeOf, nodesOf, textOf } from '#processes/xml.ts';
import type { BpmnNode } from '#processes/xml.ts';

type ReadElements = {
  elements: FlowElement[];
  flows: SequenceFlow[];
  messages: MessageEvent[];
  userTasks: BpmnNode[];
  serviceTasks: BpmnNode[];
  callActivities: BpmnNode[];
};

const TYPES: ReadonlyMap<string, ElementType> = new Map<string, ElementType>([
  ['bpmn:StartEvent', 'start'],
  ['bpmn:EndEvent', 'end'],
  ['bpmn:IntermediateCatchEvent', 'catch'],
  ['bpmn:BoundaryEvent', 'boundary'],
  ['bpmn:UserTask', 'user_task'],
  ['bpmn:ServiceTask', 'service_task'],
  ['bpmn:CallActivity', 'call_activity'],
  ['bpmn:ExclusiveGateway', 'exclusive_gateway'],
  ['bpmn:ParallelGateway', 'parallel_gateway'],
  ['bpmn:InclusiveGateway', 'inclusive_gateway'],
  ['bpmn:EventBasedGateway', 'event_gateway'],
  ['bpmn:SubProcess', 'event_subprocess'],
]);

const EVENT_KINDS: ReadonlyMap<string, EventKind> = new Map<string, EventKind>([
  ['bpmn:MessageEventDefinition', 'message'],
  ['bpmn:TimerEventDefinition', 'timer'],
  ['bpmn:ErrorEventDefinition', 'error'],
  ['bpmn:TerminateEventDefinition', 'terminate'],
]);

/** Which kinds of event an element may be; anything else is named by the checks, never ignored. */
const ALLOWED_EVENTS: Readonly<Record<'start' | 'event_subprocess_start' | 'end' | 'catch' | 'boundary', readonly EventKind[]>> = {
  start: ['none', 'message'],
  event_subprocess_start: ['message', 'timer', 'error'],
  end: ['none', 'terminate', 'error'],
  catch: ['message', 'timer'],
  boundary: ['message', 'timer', 'error'],
};

/** Walks the process and its event subprocesses; what it cannot place becomes a finding. */
export function readElements(process: BpmnNode, findings: Finding[]): ReadElements {
  const read: ReadElements = {
    elements: [],
    flows: [],
    messages: [],
    userTasks: [],
    serviceTasks: [],
    callActivities: [],
  };
  const lanes = lanesOf(process);
  readContainer(process, null, lanes, read, findings);
  return read;
}

function readContainer(
  container: BpmnNode,
  parent: string | null,
  lanes: Map<string, string>,
  read: ReadElements,
  findings: Finding[],
): void {
  for (const node of nodesOf(container, 'flowElements')) {
    if (node.$type === 'bpmn:SequenceFlow') {
      read.flows.push(readFlow(node, findings));
      continue;
    }
    const id = textOf(node, 'id') ?? '';
    if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(id)) findings.push(finding('id_not_snake_case', id, id));
    if (textOf(node, 'name') === null) findings.push(finding('name_missing', id));
    const type = TYPES.get(node.$type);
    if (type === undefined || !isSupportedShape(node, type, parent)) {
      findings.push(finding('element_unsupported', id, node.$type));
      continue;
    }
    const event = readEvent(node, type, parent, findings);
    if (event === 'message') readMessage(node, id, parent, read, findings);
    read.elements.push({
      id,
      name: textOf(node, 'name') ?? '',
      type,
      event,
      parent,
      attachedTo: attachedTo(node),
      interrupting: (flagOf(node, type === 'boundary' ? 'cancelActivity' : 'isInterrupting') ?? true) && isInterruptible(type, parent),
      lane: lanes.get(id) ?? (parent === null ? null : (lanes.get(parent) ?? null)),
      call: null,
    });
    if (type === 'user_task') read.userTasks.push(node);
    if (type === 'service_task') read.serviceTasks.push(node);
    if (type === 'call_activity') read.callActivities.push(node);
    if (type === 'event_subprocess') readContainer(node, id, lanes, read, findings);
  }
}

/** Event subprocesses at the top level only, loops as multi-instance call activities only; Zeebe 8.5 has no inclusive join. */
function isSupportedShape(node: BpmnNode, type: ElementType, parent: string | null): boolean {
  if (type === 'event_subprocess') return flagOf(node, 'triggeredByEvent') === true && parent === null && !hasLoop(node);
  if (type === 'inclusive_gateway') return nodesOf(node, 'incoming').length <= 1;
  if (type === 'call_activity')
    return !hasLoop(node) || nodeOf(node, 'loopCharacteristics')?.$type === 'bpmn:MultiInstanceLoopCharacteristics';
  return !hasLoop(node);
}

function hasLoop(node: BpmnNode): boolean {
  return nodeOf(node, 'loopCharacteristics') !== null;
}

function isInterruptible(type: ElementType, parent: string | null): boolean {
  return type === 'boundary' || (type === 'start' && parent !== null);
}

function readEvent(node: BpmnNode, type: ElementType, parent: string | null, findings: Finding[]): EventKind | null {
  if (type !== 'start' && type !== 'end' && type !== 'catch' && type !== 'boundary') return null;
  const definitions = nodesOf(node, 'eventDefinitions');
  const [definition] = definitions;
  const kind = definition === undefined ? 'none' : EVENT_KINDS.get(definition.$type);
  const allowed = ALLOWED_EVENTS[type === 'start' && parent !== null ? 'event_subprocess_start' : type];
  if (kind !== undefined && definitions.length <= 1 && allowed.includes(kind)) return kind;
  const named = definitions.map(({ $type }) => $type).join(', ');
  findings.push(finding('element_unsupported', textOf(node, 'id') ?? '', `${node.$type} (${named === '' ? 'none' : named})`));
  return kind ?? 'none';
}

function readMessage(node: BpmnNode, element: string, parent: string | null, read: ReadElements, findings: Finding[]): void {
  const definition = nodesOf(node, 'eventDefinitions').find(({ $type }) => $type === 'bpmn:MessageEventDefinition');
  const message = definition === undefined ? null : nodeOf(definition, 'messageRef');
  const name = message === null ? null : textOf(message, 'name');
  if (message === null || name === null) {
    findings.push(finding('message_missing', element));
    return;
  }
  const subscription = extensionOf(message, 'zeebe:Subscription');
  const correlationKey = subscription === null ? null : textOf(subscription, 'correlationKey');
  const startsCase = node.$type === 'bpmn:StartEvent' && parent === null;
  if (correlationKey === null && !startsCase) findings.push(finding('correlation_missing', element, name));
  read.messages.push({ element, name, correlationKey: startsCase ? null : correlationKey });
}

function readFlow(flow: BpmnNode, findings: Finding[]): SequenceFlow {
  const id = textOf(flow, 'id') ?? '';
  const source = nodeOf(flow, 'sourceRef');
  const target = nodeOf(flow, 'targetRef');
  if (source === null || target === null) findings.push(finding('reference_unresolved', id, id));
  const condition = nodeOf(flow, 'conditionExpression');
  const defaultFlow = source === null ? null : nodeOf(source, 'default');
  return {
    id,
    name: textOf(flow, 'name'),
    from: source === null ? '' : (textOf(source, 'id') ?? ''),
    to: target === null ? '' : (textOf(target, 'id') ?? ''),
    condition: condition === null ? null : textOf(condition, 'body'),
    isDefault: defaultFlow !== null && textOf(defaultFlow, 'id') === id,
  };
}

function attachedTo(node: BpmnNode): string | null {
  const step = nodeOf(node, 'attachedToRef');
  return step === null ? null : textOf(step, 'id');
}

function lanesOf(process: BpmnNode): Map<string, string> {
  const lanes = nodesOf(process, 'laneSets').flatMap((set) => nodesOf(set, 'lanes'));
  return new Map(
    lanes.flatMap((lane) => nodesOf(lane, 'flowNodeRef').map((node) => [textOf(node, 'id') ?? '', textOf(lane, 'name') ?? ''] as const)),
  );
}
