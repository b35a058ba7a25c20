import type { DutyKey } from '#processes/duties.ts';
import type { Matter } from './remedies.ts';
import { approvalSheet } from './approval-sheet.ts';
import type { DocumentKind, Draft, Opinion } from './document.ts';
import { refusalNotice } from './refusal-notice.ts';
import type { Moment } from './registry.ts';
import { reply } from './reply.ts';
import { supplementNotice } from './supplement-notice.ts';
import { useAgreement } from './use-agreement.ts';
import type { Party } from './use-agreement.ts';

/** A signed step as the record has it. */
export type SignedAct = Opinion & {
  readonly decisionId: string;
  readonly payloadHash: string;
  readonly duty: DutyKey | null;
  readonly outcomeKey: string;
  /** The organ on whose behalf it was signed. */
  readonly organ: string;
  /** Supplementing, confirming and delivering are no opinions. */
  readonly isOpinion: boolean;
  /** What was listed as missing. */
  readonly missing: readonly string[];
  /** Where to turn instead. */
  readonly channel: string;
};

/** What was granted, in words. */
export type GrantedTerms = {
  readonly items: readonly string[];
  readonly method: string;
  readonly treatment: string;
  readonly rowFilter: string;
  readonly quota: string;
  readonly period: string;
  readonly retention: string;
  readonly conditions: string;
};

/** Which duties answer, and which sign the agreement, where departments share and where data are opened to somebody outside. */
const DUTIES: Readonly<
  Record<
    Matter,
    { readonly answers: readonly DutyKey[]; readonly provider: DutyKey; readonly user: DutyKey; readonly platform: DutyKey | null }
  >
> = {
  share: { answers: ['provider-decision'], provider: 'terms-provider', user: 'terms-applicant', platform: null },
  open: {
    answers: ['open-acceptance', 'open-proposal'],
    provider: 'open-agreement-provider',
    user: 'open-agreement-applicant',
    platform: 'open-agreement-bureau',
  },
};
const SHEETS: Readonly<Record<Matter, string>> = { share: '政务数据共享', open: '公共数据定向开放' };

/** All that the documents of a share or an opening say, read from the case's record at one moment: names in full, codes in words. */
export type ShareRecord = {
  readonly matter: Matter;
  readonly caseNumber: string;
  readonly filedOn: string;
  readonly filedBy: string;
  readonly applicant: string;
  readonly provider: string;
  readonly bureau: string;
  readonly resource: string;
  readonly notSharedBasis: string;
  readonly items: readonly string[];
  readonly method: string;
  readonly basis: string;
  readonly purpose: string;
  readonly period: string;
  readonly system: string;
  readonly responsiblePerson: string;
  /** In the order of the chain. */
  readonly signed: readonly SignedAct[];
  readonly granted: GrantedTerms | null;
  readonly provideWithin: number;
  readonly supplementWithin: number;
};

/** The document of that kind which this record gives at this moment. */
export function shareDocument(kind: DocumentKind, moment: Moment, record: ShareRecord): Draft {
  const shared = {
    matter: record.matter,
    applicant: record.applicant,
    caseNumber: record.caseNumber,
    filedOn: record.filedOn,
    resource: record.resource,
  };
  const duties = DUTIES[record.matter];
  switch (kind) {
    case 'supplement-notice': {
      const asked = basisOf(moment, record);
      if (!asked) throw new Error(`nothing was asked in ${record.caseNumber}`);
      return supplementNotice({
        ...shared,
        organ: asked.organ,
        missing: asked.missing,
        note: asked.opinion,
        withinDays: record.supplementWithin,
      });
    }
    case 'reply': {
      const replied = basisOf(moment, record);
      if (!replied || !record.granted) throw new Error(`no consent in ${record.caseNumber}`);
      const partly = replied.outcomeKey === 'partly';
      return reply({
        ...shared,
        ...record.granted,
        organ: replied.organ,
        outcome: partly ? 'partly' : 'agree',
        reason: replied.opinion,
        clause: partly ? replied.basis : '',
        provideWithin: record.provideWithin,
        copiesTo: others(record.bureau, replied.organ),
      });
    }
    case 'refusal-notice': {
      const replied = basisOf(moment, record);
      const organ = replied?.organ ?? record.bureau;
      return refusalNotice({
        ...shared,
        organ,
        reason: replied?.opinion ?? '该信息资源的共享类型为“不予共享”',
        clause: replied?.basis ?? record.notSharedBasis,
        channel: replied?.channel ?? '',
        copiesTo: others(replied ? record.bureau : record.provider, organ),
      });
    }
    case 'approval-sheet':
      return approvalSheet({
        ...record,
        organ: record.bureau,
        matter: SHEETS[record.matter],
        handler: record.filedBy,
        opinions: record.signed.filter(({ isOpinion }) => isOpinion).map(opinionOf),
      });
    case 'use-agreement': {
      if (!record.granted) throw new Error(`no grant in ${record.caseNumber}`);
      return useAgreement({
        ...record,
        ...record.granted,
        matter: record.matter,
        provider: partyOf(record, duties.provider, record.provider),
        user: partyOf(record, duties.user, record.applicant),
        platform: duties.platform === null ? null : partyOf(record, duties.platform, record.bureau),
      });
    }
    case 'confidentiality-sheet':
      throw new Error('a share has no confidentiality sheet of its own');
    default:
      return kind satisfies never;
  }
}

/** The signed act on which the documents of this moment rest; null where no person decided. */
export function basisOf(moment: Moment, { matter, signed }: Pick<ShareRecord, 'matter' | 'signed'>): SignedAct | null {
  if (moment === 'not_shared') return null;
  const { answers, provider, user, platform } = DUTIES[matter];
  const duties = moment === 'terms_accepted' ? [provider, user, platform] : answers;
  return signed.findLast(({ duty }) => duty !== null && duties.includes(duty)) ?? null;
}

function partyOf({ signed }: ShareRecord, duty: DutyKey, organ: string): Party {
  const act = signed.findLast((candidate) => candidate.duty === duty);
  return { organ: act?.organ ?? organ, name: act?.name ?? '', on: act?.on ?? null };
}

function opinionOf({ step, outcome, opinion, basis, name, post, on }: SignedAct): Opinion {
  return { step, outcome, opinion, basis, name, post, on };
}

function others(organ: string, issuing: string): string[] {
  return organ === issuing ? [] : [organ];
}
