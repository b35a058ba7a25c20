import type { Answers } from '#forms/answers.ts';
import { agreementTerms } from '#server/domain/agreement.ts';
import { canonicalJson, saltedHash } from '#server/domain/events.ts';
import { newSalt } from './contents.ts';
import type { CaseFile } from './entities/case-file.ts';
import type { ShareGrant } from './entities/share-grant.ts';
import { record, SYSTEM } from './record.ts';
import type { Tx } from './transact.ts';

/** Writes the agreement that applicant, provider and bureau are to sign: what was decided, and the standing clauses (requirement 76). */
export function drawUpAgreement(tx: Tx, file: CaseFile, grant: ShareGrant, application: Answers, decided: Answers): void {
  const terms = agreementTerms(grant, application, decided);
  const salt = newSalt();
  const agreement = { id: tx.newId(), version: 1, hash: saltedHash(salt, canonicalJson(terms)) };
  tx.writes.insert('open_agreement', {
    ...agreement,
    case_id: file.id,
    grant_id: grant.id,
    terms: JSON.stringify(terms),
    salt,
    drawn_up_at: tx.at,
  });
  record(tx, file, SYSTEM, {
    type: 'agreement.drawn_up',
    data: { agreementId: agreement.id, grantId: grant.id, version: agreement.version, agreementHash: agreement.hash },
  });
}
