import type { ProcessKey } from '#processes/registry.ts';
import type { CaseKind } from '../case-kinds.ts';
import { catalogueReviewKind } from './catalogue-review.ts';
import { conditionalShareKind } from './conditional-share.ts';
import { entryWithdrawalKind } from './entry-withdrawal.ts';

const KINDS: Readonly<Record<ProcessKey, CaseKind>> = {
  'conditional-share': conditionalShareKind,
  'catalogue-review': catalogueReviewKind,
  'entry-withdrawal': entryWithdrawalKind,
};

export function kindOf(process: ProcessKey): CaseKind {
  return KINDS[process];
}
