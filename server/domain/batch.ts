import type { ProcessDefinition, Step } from '#processes/definition.ts';
import type { CaseFacts } from './cases.ts';
import { signsAlone } from './signing-row.ts';

/** May this step be decided together with others, unread (SoD 15)? Each is a signature of its own in any case. */
export function mayBeInBatch(definition: Pick<ProcessDefinition, 'key'>, step: Pick<Step, 'duty'>, facts: CaseFacts): boolean {
  return definition.key !== 'confidentiality-review' && !signsAlone(step, facts);
}
