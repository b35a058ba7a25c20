import type { z } from 'zod';
import { refuse } from '#server/domain/refusal.ts';
import type { FieldRefusal, Refusal } from '#server/domain/refusal.ts';

/** What zod found, as one refusal per path; whoever sent it reads our words and not zod's. */
export function invalidRequest(error: z.ZodError): Refusal {
  const fields: Record<string, FieldRefusal> = {};
  for (const issue of error.issues) {
    for (const [path, refused] of refusedFields(issue)) fields[path] ??= refused;
  }
  return refuse('invalid', { fields });
}

function refusedFields(issue: z.core.$ZodIssue): [string, FieldRefusal][] {
  const path = issue.path.map(String).join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => [path === '' ? key : `${path}.${key}`, { code: 'request_unknown' }]);
    case 'invalid_type':
      return [
        [path, issue.input === undefined ? { code: 'request_missing' } : { code: 'request_type', params: { expected: issue.expected } }],
      ];
    case 'too_big':
      return [[path, { code: 'request_too_long', params: { max: Number(issue.maximum) } }]];
    case 'too_small':
      return [[path, { code: 'request_too_short', params: { min: Number(issue.minimum) } }]];
    default:
      return [[path, { code: 'request_value' }]];
  }
}
