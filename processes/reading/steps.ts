import type { ServiceTask, Signing, Step } from '#processes/definition.ts';
import { isDutyKey } from '#processes/duties.ts';
import { isEffectKey } from '#processes/effects.ts';
import { finding } from '#processes/findings.ts';
import type { Finding } from '#processes/findings.ts';
import { isOutcomeKey } from '#processes/outcomes.ts';
import type { OutcomeKey } from '#processes/outcomes.ts';
import { extensionOf, nodesOf, textOf } from '#processes/xml.ts';
import type { BpmnNode } from '#processes/xml.ts';

/** The task headers that a step may carry; any other is a misspelling. */
const HEADERS = ['limit', 'limitFrom', 'limitUntil', 'stops', 'signing', 'outcomes', 'edits', 'duty', 'sameApprover'];

export function readStep(task: BpmnNode, findings: Finding[]): Step {
  const element = textOf(task, 'id') ?? '';
  const headers = headersOf(task);
  for (const header of headers.keys()) if (!HEADERS.includes(header)) findings.push(finding('header_unknown', element, header));
  const assignment = extensionOf(task, 'zeebe:AssignmentDefinition');
  const form = extensionOf(task, 'zeebe:FormDefinition');
  const candidateGroups = assignment === null ? null : textOf(assignment, 'candidateGroups');
  const formKey = form === null ? null : textOf(form, 'formKey');
  const limit = headers.get('limit');
  if (candidateGroups === null) findings.push(finding('role_missing', element));
  if (formKey === null) findings.push(finding('form_missing', element));
  if (limit === undefined) findings.push(finding('limit_missing', element));
  return {
    element,
    name: textOf(task, 'name') ?? '',
    candidateGroups: candidateGroups ?? '',
    formKey: formKey ?? '',
    limit: limit ?? '',
    limitFrom: headers.get('limitFrom') ?? element,
    limitUntil: headers.get('limitUntil') ?? element,
    stops: headers.get('stops') ?? null,
    signing: readSigning(headers.get('signing') ?? 'any', element, findings),
    edits: readFields(headers.get('edits')),
    outcomes: readOutcomes(headers.get('outcomes') ?? '', element, findings),
    duty: readDuty(headers.get('duty'), element, findings),
    skipsSameApprover: readSameApprover(headers, element, findings),
  };
}

export function readServiceTask(task: BpmnNode, findings: Finding[]): ServiceTask[] {
  const element = textOf(task, 'id') ?? '';
  const definition = extensionOf(task, 'zeebe:TaskDefinition');
  const jobType = definition === null ? null : textOf(definition, 'type');
  if (jobType === null) {
    findings.push(finding('effect_missing', element));
    return [];
  }
  if (!isEffectKey(jobType)) {
    findings.push(finding('effect_unknown', element, jobType));
    return [];
  }
  return [{ element, name: textOf(task, 'name') ?? '', jobType }];
}

function headersOf(task: BpmnNode): Map<string, string> {
  const headers = extensionOf(task, 'zeebe:TaskHeaders');
  const rows = headers === null ? [] : nodesOf(headers, 'values');
  return new Map(
    rows.flatMap((row) => {
      const key = textOf(row, 'key');
      const value = textOf(row, 'value');
      return key === null || value === null ? [] : [[key, value] as const];
    }),
  );
}

function readOutcomes(text: string, element: string, findings: Finding[]): OutcomeKey[] {
  const keys = text
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
  if (keys.length === 0) findings.push(finding('outcomes_missing', element));
  const unknown = keys.filter((key) => !isOutcomeKey(key));
  findings.push(...unknown.map((key) => finding('outcome_unknown', element, key)));
  return keys.filter(isOutcomeKey);
}

function readFields(text: string | undefined): string[] | null {
  return text?.split(',').map((field) => field.trim()) ?? null;
}

function readDuty(duty: string | undefined, element: string, findings: Finding[]): Step['duty'] {
  if (duty === undefined) return null;
  if (isDutyKey(duty)) return duty;
  findings.push(finding('duty_unknown', element, duty));
  return null;
}

/** A duty is fulfilled by a signature of its own. */
function readSameApprover(headers: ReadonlyMap<string, string>, element: string, findings: Finding[]): boolean {
  const text = headers.get('sameApprover') ?? 'ask';
  const alone = (headers.get('signing') ?? 'any') === 'any' && !headers.has('duty');
  if ((text === 'skip' && alone) || text === 'ask') return text === 'skip';
  findings.push(finding('same_approver_invalid', element, text));
  return false;
}

function readSigning(text: string, element: string, findings: Finding[]): Signing {
  if (text === 'any' || text === 'all' || text === 'sequential') return { rule: text };
  const [, of, outOf] = /^ratio:([1-9]\d?)\/([1-9]\d?)$/.exec(text) ?? [];
  if (of !== undefined && outOf !== undefined && Number(of) <= Number(outOf))
    return { rule: 'ratio', of: Number(of), outOf: Number(outOf) };
  findings.push(finding('signing_invalid', element, text));
  return { rule: 'any' };
}
