import { expect, test } from 'vitest';
import { readDefinition, requireDefinition } from '#processes/read-definition.ts';
import { FINDING_RULES, sentence } from '#processes/findings.ts';
import type { FindingRule } from '#processes/findings.ts';
import { calledDrawing, smallDrawing, spoilt } from './drawings.ts';

const vocabulary = {
  limits: new Set(['review.limit']),
  forms: new Set(['review_form']),
  facts: new Set(['caseId', 'provider']),
  called: new Map([['confidentiality-review', await requireDefinition(calledDrawing())]]),
};
const small = smallDrawing();

function replaced(text: string, replacement = ''): string {
  return spoilt(small, text, replacement);
}

const header = (key: string, value: string) => `<zeebe:header key="${key}" value="${value}" />`;
const startEvent = /<bpmn:startEvent[\s\S]*?<\/bpmn:startEvent>/.exec(small)?.[0] ?? '';
const agreeCondition = '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=review = "agree"</bpmn:conditionExpression>';
const subscription = '<zeebe:subscription correlationKey="=caseId" />';
const calledElement = '<zeebe:calledElement processId="confidentiality-review" propagateAllChildVariables="false" />';

/** One spoilt drawing for each rule, the element it is about, and its detail. */
const SPOILT: Record<FindingRule, { drawing: string; element: string | null; detail?: string }> = {
  xml_too_large: { drawing: small + ' '.repeat(2_000_000), element: null },
  xml_doctype: {
    drawing: `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${small.slice(small.indexOf('<bpmn:definitions'))}`,
    element: null,
  },
  xml_broken: { drawing: small.slice(0, 900), element: null },
  process_not_single: {
    drawing: replaced('</bpmn:process>', '</bpmn:process><bpmn:process id="second" />'),
    element: null,
    detail: '2',
  },
  process_key_invalid: {
    drawing: replaced('small-review', 'Small_Review'),
    element: 'Small_Review',
    detail: 'Small_Review',
  },
  process_not_executable: { drawing: replaced(' isExecutable="true"'), element: 'small-review' },
  start_missing: {
    drawing: replaced('<bpmn:messageEventDefinition messageRef="message_filed" />'),
    element: 'small-review',
  },
  start_ambiguous: {
    drawing: replaced(startEvent, startEvent + startEvent.replace('id="start"', 'id="start_again"')),
    element: 'small-review',
  },
  start_message_misnamed: {
    drawing: replaced('small-review.filed', 'review.filed'),
    element: 'start',
    detail: 'small-review.filed',
  },
  id_duplicate: { drawing: replaced('id="end_refused"', 'id="end_done"'), element: 'end_done', detail: 'end_done' },
  id_not_snake_case: { drawing: replaced('activate"', 'activate-grant"'), element: 'activate-grant' },
  reference_unresolved: {
    drawing: replaced('targetRef="activate"', 'targetRef="nowhere"'),
    element: 'nowhere',
    detail: 'nowhere',
  },
  element_unsupported: {
    drawing: replaced('bpmn:serviceTask', 'bpmn:scriptTask'),
    element: 'activate',
    detail: 'bpmn:ScriptTask',
  },
  name_missing: { drawing: replaced(' name="审核"'), element: 'review' },
  role_missing: {
    drawing: replaced('<zeebe:assignmentDefinition candidateGroups="=[provider + &quot;:data_steward&quot;]" />'),
    element: 'review',
  },
  role_invalid: { drawing: replaced('=[provider + ', '=[provider + + '), element: 'review' },
  form_missing: { drawing: replaced('<zeebe:formDefinition formKey="review_form" />'), element: 'review' },
  form_unknown: { drawing: replaced('review_form', 'other_form'), element: 'review', detail: 'other_form' },
  limit_missing: { drawing: replaced(header('limit', 'review.limit')), element: 'review' },
  limit_unknown: { drawing: replaced('review.limit', 'other.limit'), element: 'review', detail: 'other.limit' },
  limit_element_unknown: {
    drawing: replaced(header('limit', 'review.limit'), header('limit', 'review.limit') + header('limitUntil', 'nowhere')),
    element: 'review',
    detail: 'nowhere',
  },
  outcomes_missing: { drawing: replaced(header('outcomes', 'agree,refuse')), element: 'review' },
  outcome_unknown: { drawing: replaced('agree,refuse', 'agree,refuse,maybe'), element: 'review', detail: 'maybe' },
  outcome_unhandled: { drawing: replaced('agree,refuse', 'agree,refuse,partly'), element: 'review', detail: 'partly' },
  duty_unknown: {
    drawing: replaced(header('limit', 'review.limit'), header('limit', 'review.limit') + header('duty', 'coffee')),
    element: 'review',
    detail: 'coffee',
  },
  same_approver_invalid: {
    drawing: replaced(header('limit', 'review.limit'), header('limit', 'review.limit') + header('sameApprover', 'always')),
    element: 'review',
    detail: 'always',
  },
  signing_invalid: { drawing: replaced('ratio:2/3', 'ratio:3/2'), element: 'review', detail: 'ratio:3/2' },
  header_unknown: { drawing: replaced('key="signing"', 'key="signers"'), element: 'review', detail: 'signers' },
  effect_missing: { drawing: replaced('<zeebe:taskDefinition type="grant.activate" />'), element: 'activate' },
  effect_unknown: {
    drawing: replaced('grant.activate', 'grant.explode'),
    element: 'activate',
    detail: 'grant.explode',
  },
  message_missing: { drawing: replaced(' messageRef="message_expired"'), element: 'review_expired' },
  correlation_missing: { drawing: replaced(subscription), element: 'review_expired', detail: 'clock.expired' },
  correlation_invalid: { drawing: replaced('"=caseId"', '"caseId"'), element: 'review_expired', detail: 'caseId' },
  call_unknown: {
    drawing: replaced('processId="confidentiality-review"', 'processId="nothing"'),
    element: 'sub_review',
    detail: 'nothing',
  },
  call_missing: { drawing: replaced(calledElement), element: 'sub_review' },
  branch_without_condition: { drawing: replaced(agreeCondition), element: 'route_review', detail: '同意' },
  condition_misplaced: {
    drawing: replaced(
      'sourceRef="review" targetRef="route_review" />',
      `sourceRef="review" targetRef="route_review">${agreeCondition}</bpmn:sequenceFlow>`,
    ),
    element: 'review',
  },
  condition_invalid: { drawing: replaced('=review = "agree"', '=review = = "agree"'), element: 'route_review' },
  variable_unknown: {
    drawing: replaced('=review = "agree"', '=review = "agree" and levle &lt; 3'),
    element: 'route_review',
    detail: 'levle',
  },
  condition_outcome_unknown: {
    drawing: replaced('=review = "agree"', '=review = "agree" or review = "partly"'),
    element: 'route_review',
    detail: 'review = "partly"',
  },
};

test('the drawing that the fixtures spoil has no finding', async () => {
  expect((await readDefinition(small, vocabulary)).findings).toEqual([]);
});

test('every rule of the checks has a fixture', () => {
  expect(Object.keys(SPOILT).toSorted()).toEqual(FINDING_RULES.toSorted());
});

test.each(Object.entries(SPOILT))('a drawing that breaks %s is found, with its element', async (rule, { drawing, element, detail }) => {
  const { findings } = await readDefinition(drawing, vocabulary);
  const found = findings.find((candidate) => candidate.rule === rule && candidate.element === element);
  expect(found, JSON.stringify(findings)).toBeDefined();
  if (detail !== undefined) expect(found?.detail).toBe(detail);
  expect(found?.message).toMatch(/\p{Script=Han}/u);
  await expect(requireSound(drawing, rule)).rejects.toThrow();
});

/** Forms, limits, facts and called processes are checked where their tables are at hand; everything else must stop a release from being read at all. */
async function requireSound(drawing: string, rule: string): Promise<void> {
  if (rule === 'call_unknown' || rule === 'form_unknown' || rule === 'limit_unknown' || rule === 'variable_unknown')
    throw new Error('left to the vocabulary');
  await requireDefinition(drawing);
}

test('a sentence names the offending value in either language, whatever it contains', () => {
  expect(sentence('outcome_unknown', '$& $1', 'zh')).toBe('结论“$& $1”不在结论登记表中');
  expect(sentence('outcome_unknown', 'maybe', 'en')).toBe('There is no outcome "maybe"');
});

test.each(['', 'hello', '<a/>', '<?xml version="1.0"?>', '{"json":true}', '\u0000', '<bpmn:definitions'])(
  'text that is no BPMN is refused, not thrown on: %j',
  async (text) => {
    const { definition, findings } = await readDefinition(text);
    expect(definition).toBeNull();
    expect(findings.map(({ rule }) => rule)).toContain('xml_broken');
  },
);

test('an entity bomb is refused before it is parsed', async () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "${'b'.repeat(100)}"><!ENTITY c "&a;&a;&a;">]>${small}`;
  expect((await readDefinition(bomb)).findings.map(({ rule }) => rule)).toEqual(['xml_doctype']);
});

test('twenty thousand nested subprocesses are refused by name', async () => {
  const nested = '<bpmn:subProcess id="deep">'.repeat(20_000) + '</bpmn:subProcess>'.repeat(20_000);
  const { findings } = await readDefinition(spoilt(small, '</bpmn:process>', `${nested}</bpmn:process>`));
  expect(findings.map(({ rule }) => rule)).toContain('element_unsupported');
});

test.each([
  [
    'a compensation boundary event',
    '<bpmn:messageEventDefinition messageRef="message_expired" />',
    '<bpmn:compensateEventDefinition />',
    'review_expired',
  ],
  [
    'an escalation boundary event',
    '<bpmn:messageEventDefinition messageRef="message_expired" />',
    '<bpmn:escalationEventDefinition />',
    'review_expired',
  ],
  ['a signal start', '<bpmn:messageEventDefinition messageRef="message_filed" />', '<bpmn:signalEventDefinition />', 'start'],
  ['a user task that repeats', '</bpmn:userTask>', '<bpmn:multiInstanceLoopCharacteristics /></bpmn:userTask>', 'review'],
  ['a receive task', 'bpmn:callActivity', 'bpmn:receiveTask', 'sub_review'],
])('%s is refused by name and with its element', async (_what, text, replacement, element) => {
  const { findings } = await readDefinition(replaced(text, replacement), vocabulary);
  expect(findings).toContainEqual(expect.objectContaining({ rule: 'element_unsupported', element }));
});

test.each(small.split('\n').map((_line, at) => at))(
  'a drawing that has lost its line %d is read or refused, never thrown on',
  async (at) => {
    const { findings } = await readDefinition(small.split('\n').toSpliced(at, 1).join('\n'), vocabulary);
    for (const { message } of findings) expect(message).toMatch(/\p{Script=Han}/u);
  },
);
