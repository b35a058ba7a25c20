import type { CallActivity, FlowElement, MessageEvent, ProcessDefinition, SequenceFlow, Step } from '#processes/definition.ts';
import { feelNames } from '#processes/feel.ts';
import { finding } from '#processes/findings.ts';
import type { Finding, FindingRule } from '#processes/findings.ts';

/** What lives outside the drawing and may be named in it. A set that is not given is not checked. */
export type Vocabulary = {
  limits?: ReadonlySet<string>;
  forms?: ReadonlySet<string>;
  facts?: ReadonlySet<string>;
  /** Processes that may be called, by key. */
  called?: ReadonlyMap<string, ProcessDefinition>;
};

/** The checks that need the whole drawing: names that must exist elsewhere, and what follows each gateway. */
export function checkDefinition(definition: ProcessDefinition, vocabulary: Vocabulary): Finding[] {
  return [
    ...definition.steps.flatMap((step) => checkStep(step, definition, vocabulary)),
    ...definition.messages.flatMap((message) => checkMessage(message, definition, vocabulary)),
    ...definition.flows.flatMap((flow) => checkFlow(flow, definition, vocabulary)),
    ...definition.calls.flatMap((call) => checkCall(call, vocabulary)),
  ];
}

function checkCall({ element, processKey }: CallActivity, { called }: Vocabulary): Finding[] {
  return called?.has(processKey) === false ? [finding('call_unknown', element, processKey)] : [];
}

/** The steps whose outcomes an expression may ask for: those drawn, and those of the processes called. */
function knownSteps(definition: ProcessDefinition, { called }: Vocabulary): Step[] {
  return [...definition.steps, ...definition.calls.flatMap(({ processKey }) => called?.get(processKey)?.steps ?? [])];
}

function checkStep(step: Step, definition: ProcessDefinition, vocabulary: Vocabulary): Finding[] {
  const { element, candidateGroups, formKey } = step;
  const findings: Finding[] = [];
  if (candidateGroups !== '') findings.push(...checkFeel('role_invalid', element, candidateGroups, definition, vocabulary));
  if (formKey !== '' && vocabulary.forms?.has(formKey) === false) findings.push(finding('form_unknown', element, formKey));
  const limits = [step.limit, step.stops ?? ''].filter((limit) => limit !== '');
  findings.push(
    ...limits.filter((limit) => vocabulary.limits?.has(limit) === false).map((limit) => finding('limit_unknown', element, limit)),
  );
  const ends = new Set([step.limitFrom, step.limitUntil]);
  for (const end of ends) {
    if (!definition.elements.some(({ id }) => id === end)) findings.push(finding('limit_element_unknown', element, end));
  }
  return [...findings, ...unhandledOutcomes(step, definition).map((outcome) => finding('outcome_unhandled', element, outcome))];
}

/**
 * A step with a choice needs a gateway behind it that names each outcome or has a default, or, where its outcome is weighed
 * together with others, some later branch that asks for it.
 */
function unhandledOutcomes(step: Step, definition: ProcessDefinition): string[] {
  if (step.outcomes.length < 2) return [];
  const leaving = definition.flows.filter(({ from }) => from === step.element);
  const [only] = leaving;
  const gateway = definition.elements.find(({ id }) => id === only?.to);
  if (gateway !== undefined && !isBranching(gateway) && isAskedFor(step, definition)) return [];
  if (only === undefined || leaving.length > 1 || gateway === undefined) return [...step.outcomes];
  if (!isBranching(gateway)) return [...step.outcomes];
  const branches = definition.flows.filter(({ from }) => from === gateway.id);
  if (branches.some(({ isDefault }) => isDefault)) return [];
  const named = new Set(branches.flatMap((branch) => comparisons(branch, step.element)));
  return step.outcomes.filter((outcome) => !named.has(outcome));
}

function isBranching({ type }: FlowElement): boolean {
  return type === 'exclusive_gateway' || type === 'inclusive_gateway';
}

function isAskedFor({ element }: Step, { flows }: ProcessDefinition): boolean {
  return flows.some(({ condition }) => condition !== null && (feelNames(condition) ?? []).includes(element));
}

function checkMessage({ element, correlationKey }: MessageEvent, definition: ProcessDefinition, vocabulary: Vocabulary): Finding[] {
  return correlationKey === null ? [] : checkFeel('correlation_invalid', element, correlationKey, definition, vocabulary);
}

/** An expression may ask for the facts of the case and for the outcomes of its steps; a misspelt name stops the engine. */
function checkFeel(invalid: FindingRule, element: string, text: string, definition: ProcessDefinition, vocabulary: Vocabulary): Finding[] {
  const { facts } = vocabulary;
  const names = feelNames(text);
  if (names === null) return [finding(invalid, element, text)];
  if (facts === undefined) return [];
  const steps = knownSteps(definition, vocabulary);
  const unknown = names.filter((name) => !facts.has(name) && !steps.some((step) => step.element === name));
  return unknown.map((name) => finding('variable_unknown', element, name));
}

function checkFlow(flow: SequenceFlow, definition: ProcessDefinition, vocabulary: Vocabulary): Finding[] {
  const source = definition.elements.find(({ id }) => id === flow.from);
  if (source === undefined) return [];
  const branches = definition.flows.filter(({ from }) => from === flow.from);
  const decides = (source.type === 'exclusive_gateway' && branches.length > 1) || source.type === 'inclusive_gateway';
  if (flow.condition === null) {
    return decides && !flow.isDefault ? [finding('branch_without_condition', flow.from, flow.name ?? flow.id)] : [];
  }
  if (!decides) return [finding('condition_misplaced', flow.from, flow.name ?? flow.id)];
  const outcomes = knownSteps(definition, vocabulary).flatMap((step) => {
    const asked = comparisons(flow, step.element).filter((value) => !step.outcomes.some((outcome) => outcome === value));
    return asked.map((value) => finding('condition_outcome_unknown', flow.from, `${step.element} = "${value}"`));
  });
  return [...checkFeel('condition_invalid', flow.from, flow.condition, definition, vocabulary), ...outcomes];
}

/** The texts that a branch's condition compares a step's outcome with. An id that is no FEEL name is compared nowhere. */
function comparisons({ condition }: SequenceFlow, step: string): string[] {
  if (!/^\w+$/.test(step)) return [];
  const pattern = new RegExp(`\\b${step}\\s*!?=\\s*"([^"]*)"`, 'g');
  return [...(condition ?? '').matchAll(pattern)].map(([, value]) => value ?? '');
}
