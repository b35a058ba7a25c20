import type { ProcessDefinition, Step } from '#processes/definition.ts';

/** From this level on, and for confidentiality, everything is read by itself before it is signed (SoD 15). */
const LEVEL_READ_ALONE = 3;

/** May this step be decided together with others? Each is a signature of its own in any case. */
export function mayBeInBatch(
  definition: Pick<ProcessDefinition, 'key'>,
  step: Pick<Step, 'duty'>,
  facts: { readonly level: number },
): boolean {
  const confidential = step.duty === 'confidentiality-opinion' || definition.key === 'confidentiality-review';
  return !confidential && facts.level < LEVEL_READ_ALONE;
}
