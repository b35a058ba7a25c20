import type { ProcessKey } from '#processes/registry.ts';
import type { CaseKind } from '../case-kinds.ts';
import { conditionalShareKind } from './conditional-share.ts';
import { directionalOpenKind } from './directional-open.ts';

const KINDS: Readonly<Record<ProcessKey, CaseKind>> = {
  'conditional-share': conditionalShareKind,
  'directional-open': directionalOpenKind,
};

export function kindOf(process: ProcessKey): CaseKind {
  return KINDS[process];
}
