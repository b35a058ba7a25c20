import type { ProcessKey } from '#processes/registry.ts';
import type { CaseKind } from '../case-kinds.ts';
import { conditionalShareKind } from './conditional-share.ts';

const KINDS: Readonly<Record<ProcessKey, CaseKind>> = {
  'conditional-share': conditionalShareKind,
};

export function kindOf(process: ProcessKey): CaseKind {
  return KINDS[process];
}
