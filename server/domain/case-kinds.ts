import type { Answers, Known } from '#forms/answers.ts';
import { answerFields } from '#forms/components.ts';
import type { FormSchema } from '#forms/schema.ts';
import type { Act } from './permissions.ts';
import type { Role } from './actor.ts';
import type { CaseFacts } from './cases.ts';
import type { ItemFlag, OpenType, ShareMethod, ShareType } from './catalogue.ts';
import type { GrantState } from './grants.ts';

/** The catalogue entry that a case is about, as its rules need it. */
export type SubjectEntry = {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly version: number;
  readonly level: number;
  readonly providerId: string;
  readonly providerName: string;
  readonly shareType: ShareType;
  readonly shareCondition: string | null;
  readonly notSharedBasis: string | null;
  readonly shareMethods: readonly ShareMethod[];
  readonly openType: OpenType;
  readonly openCondition: string | null;
  readonly notOpenBasis: string | null;
  readonly items: readonly SubjectItem[];
};
export type SubjectItem = {
  readonly id: string;
  readonly name: string;
  readonly level: number;
  readonly flags: readonly ItemFlag[];
  readonly maskRule?: string | null | undefined;
};

/** The grant that a case is about. */
export type SubjectGrant = {
  readonly id: string;
  readonly number: string;
  readonly state: GrantState;
  readonly providerId: string;
  readonly consumerId: string;
  readonly items: readonly string[];
  readonly method: string;
  readonly validFrom: string;
  readonly validTo: string;
};

/** What a case is about: an entry, a grant with its entry, or neither. */
export type Subject = { readonly entry: SubjectEntry | null; readonly grant: SubjectGrant | null };

/** What whoever files begins from. */
export type Filing = { readonly subject: Subject; readonly applicantId: string; readonly answers: Answers; readonly city: City };

/** Organisations by id: those that answer for data, and the counties, districts and zones among them. */
export type City = { readonly departments: readonly string[]; readonly areas: readonly string[] };

/** What a case says by now, for the forms of its later steps. */
export type CaseSoFar = {
  readonly subject: Subject;
  readonly application: Answers;
  /** What was answered last with a form; null when nobody did yet. */
  readonly latest: (formKey: string) => Answers | null;
  /** The grant that the case itself has brought. */
  readonly granted: { readonly method: string; readonly approvedAt: Date } | null;
  /** Accounts of those who may sign in for the applicant's department. */
  readonly colleagues: readonly string[];
  /** The city's minute, as a datetime field takes it. */
  readonly now: string;
};

export type Options = Record<string, readonly string[]>;

/** What the cases of one process are: everything about them that no drawing says. Pure; one file each in kinds/. */
export type CaseKind = {
  /** The word before the number: 共享申请〔2026〕000123号. */
  readonly numberWord: string;
  /** What a case is about; the answers name it as `entryId` or `grantId`. */
  readonly subject: 'entry' | 'grant' | 'none';
  /** What must be allowed on the subject to file (server/domain/permissions.ts); on none, starting the process is enough. */
  readonly fileAct: Act | null;
  /** Roles of the applicant's organisation that see the case from its start. */
  readonly partyRoles: readonly Role[];
  title(filing: Filing): string;
  /** The organisation that is asked, by id. */
  providerId(filing: Filing): string;
  facts(filing: Filing): CaseFacts;
  /** What may be chosen in the form that files. */
  startOptions(subject: Subject, city: City): Options;
  /** What may be chosen in the form of a step, and what its conditions may read. */
  stepContext(soFar: CaseSoFar): { readonly options: Options; readonly known: Known };
  /** What a step's form begins with: what the case knows already need not be typed again. */
  beginWith(formKey: string, soFar: CaseSoFar): Answers;
  /** The number of a case that this one is about: who decided there decides nothing here. */
  relatedCase?(application: Answers): string | null;
};

/** What a draft of a case that is not yet filed is kept under. */
export function draftSubject({ entry, grant }: Subject): string {
  if (grant) return `grant:${grant.id}`;
  return entry ? `entry:${entry.id}` : 'new:';
}

/** Every file field may name the files that the writer has uploaded. */
export function fileOptions(schema: FormSchema, fileIds: readonly string[]): Options {
  const keys = answerFields(schema).flatMap((field) => (field.type === 'filepicker' ? [field.key] : []));
  return Object.fromEntries(keys.map((key) => [key, fileIds]));
}

/** The texts of an answer that is a list of them; an answer that is none has none. */
export function listIn(answers: Answers | null, key: string): string[] {
  const value = answers?.[key];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/** The grant of a case whose process is always about one. */
export function grantOf({ grant }: Subject): SubjectGrant {
  if (grant === null) throw new Error('a case without its grant');
  return grant;
}

export function textIn(answers: Answers, key: string): string {
  const value = answers[key];
  return typeof value === 'string' ? value : '';
}

/** For a process whose later forms choose nothing from the case and begin empty. */
export const PLAIN_STEPS: Pick<CaseKind, 'stepContext' | 'beginWith'> = {
  stepContext: () => ({ options: {}, known: {} }),
  beginWith: () => ({}),
};

/** The entry of a case whose process is always about one. */
export function entryOf({ entry }: Subject): SubjectEntry {
  if (entry === null) throw new Error('a case without its entry');
  return entry;
}
