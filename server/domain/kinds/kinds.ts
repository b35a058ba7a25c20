import type { ProcessKey } from '#processes/registry.ts';
import type { CaseKind } from '../case-kinds.ts';
import { catalogueReviewKind } from './catalogue-review.ts';
import { collectionCheckKind } from './collection-check.ts';
import { complaintKind } from './complaint.ts';
import { conditionalShareKind } from './conditional-share.ts';
import { dataDisputeKind } from './data-dispute.ts';
import { dataUpdateKind } from './data-update.ts';
import { reEvaluationKind } from './re-evaluation.ts';
import { grantRenewalKind } from './grant-renewal.ts';
import { grantSuspensionKind } from './grant-suspension.ts';
import { shareDisputeKind } from './share-dispute.ts';
import { unlistedDemandKind } from './unlisted-demand.ts';
import { isReviewForm, reviewForms } from '../confidentiality/form-rules.ts';
import { confidentialityReviewKind } from './confidentiality-review.ts';
import { entryWithdrawalKind } from './entry-withdrawal.ts';
import { directionalOpenKind } from './directional-open.ts';

const KINDS: Readonly<Record<ProcessKey, CaseKind>> = {
  'conditional-share': conditionalShareKind,
  'data-dispute': dataDisputeKind,
  complaint: complaintKind,
  'unlisted-demand': unlistedDemandKind,
  'grant-renewal': grantRenewalKind,
  'grant-suspension': grantSuspensionKind,
  'share-dispute': shareDisputeKind,
  'collection-check': collectionCheckKind,
  'confidentiality-review': confidentialityReviewKind,
  'catalogue-review': catalogueReviewKind,
  'entry-withdrawal': entryWithdrawalKind,
  'directional-open': directionalOpenKind,
  'data-update': dataUpdateKind,
  're-evaluation': reEvaluationKind,
};

export function kindOf(process: ProcessKey): CaseKind {
  return KINDS[process];
}

/** Who knows what a form offers and begins with: the process that it belongs to, also while another calls that one. */
export function formRulesOf(process: ProcessKey, formKey: string): Pick<CaseKind, 'stepContext' | 'beginWith'> {
  return isReviewForm(formKey) ? reviewForms : kindOf(process);
}
