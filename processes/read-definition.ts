import { checkDefinition } from '#processes/checks.ts';
import type { Vocabulary } from '#processes/checks.ts';
import type { CallActivity, ProcessDefinition } from '#processes/definition.ts';
import { finding } from '#processes/findings.ts';
import type { Finding } from '#processes/findings.ts';
import { readElements } from '#processes/reading/elements.ts';
import { readServiceTask, readStep } from '#processes/reading/steps.ts';
import { extensionOf, flagOf, nodesOf, parseXml, textOf } from '#processes/xml.ts';
import type { BpmnNode } from '#processes/xml.ts';

/**
 * What a drawing says, and everything that is wrong with it. With findings the definition is a draft to show:
 * what is missing is an empty text, what is unknown is left out. It is null when the text cannot be read.
 */
export type DefinitionReading = { definition: ProcessDefinition; findings: Finding[] } | { definition: null; findings: Finding[] };

/** Reads any BPMN text, also a hostile or unfinished one; never throws. */
export async function readDefinition(xml: string, vocabulary: Vocabulary = {}): Promise<DefinitionReading> {
  const { root, problems } = await parseXml(xml);
  const findings = problems.map(({ rule, element, detail }) => finding(rule, element, detail));
  if (root === null) return { definition: null, findings };
  const processes = nodesOf(root, 'rootElements').filter(({ $type }) => $type === 'bpmn:Process');
  const [process] = processes;
  if (process === undefined || processes.length > 1) {
    return { definition: null, findings: [...findings, finding('process_not_single', null, String(processes.length))] };
  }
  const definition = readProcess(process, findings);
  return { definition, findings: [...findings, ...checkDefinition(definition, vocabulary)] };
}

/** Reads a drawing that has passed the checks before, as every released one has. Throws when it has any finding. */
export async function requireDefinition(xml: string): Promise<ProcessDefinition> {
  const { definition, findings } = await readDefinition(xml);
  if (definition === null || findings.length > 0) {
    throw new Error(
      `not a sound process: ${findings.map(({ element, rule, detail }) => `${element ?? '-'} ${rule} ${detail}`).join('; ')}`,
    );
  }
  return definition;
}

function readProcess(process: BpmnNode, findings: Finding[]): ProcessDefinition {
  const key = textOf(process, 'id') ?? '';
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(key)) findings.push(finding('process_key_invalid', key, key));
  if (textOf(process, 'name') === null) findings.push(finding('name_missing', key));
  if (flagOf(process, 'isExecutable') !== true) findings.push(finding('process_not_executable', key));
  const { elements, flows, messages, userTasks, serviceTasks, callActivities } = readElements(process, findings);
  const starts = elements.filter(({ type, event, parent }) => type === 'start' && event === 'message' && parent === null);
  const [start] = starts;
  if (start === undefined) findings.push(finding('start_missing', key));
  if (starts.length > 1) findings.push(finding('start_ambiguous', key));
  const startMessage = messages.find(({ element }) => element === start?.id)?.name ?? '';
  if (start !== undefined && startMessage !== '' && startMessage !== `${key}.filed`) {
    findings.push(finding('start_message_misnamed', start.id, `${key}.filed`));
  }
  return {
    key,
    title: textOf(process, 'name') ?? '',
    startMessage,
    elements,
    steps: userTasks.map((task) => readStep(task, findings)),
    serviceTasks: serviceTasks.flatMap((task) => readServiceTask(task, findings)),
    messages,
    flows,
    calls: callActivities.flatMap((activity) => readCall(activity, findings)),
  };
}

function readCall(activity: BpmnNode, findings: Finding[]): CallActivity[] {
  const element = textOf(activity, 'id') ?? '';
  const called = extensionOf(activity, 'zeebe:CalledElement');
  const processKey = called === null ? null : textOf(called, 'processId');
  if (processKey === null) {
    findings.push(finding('call_missing', element));
    return [];
  }
  return [{ element, name: textOf(activity, 'name') ?? '', processKey }];
}
