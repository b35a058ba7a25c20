import type { Answers, Known, Rights } from '#forms/answers.ts';
import { answerFields } from '#forms/components.ts';
import type { FormSchema } from '#forms/schema.ts';
import type { Act } from './permissions.ts';
import type { Role } from './actor.ts';
import type { CaseFacts } from './cases.ts';
import type { ItemFlag, OpenType, ShareMethod, ShareType } from './catalogue.ts';
import type { EntryContent } from './entry-content.ts';
import type { GrantState } from './grants.ts';
import type { Register } from './one-source.ts';
import type { FieldRefusal, Refusal } from './refusal.ts';

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
  /** The department that answers for it, where its source is an item of another entry. */
  readonly sourceProviderId?: string | null | undefined;
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
export type Subject = {
  readonly entry: SubjectEntry | null;
  readonly grant: SubjectGrant | null;
  /** What the entry says now, for the kinds that change it. */
  readonly published?: EntryContent | null;
  /** Cases about the entry whose answer the reader's organisation may contest: refused, given in part, or late. Null: it is its own. */
  readonly contestable?: readonly string[] | null;
};

/** The organisation for which somebody files, as it is registered. */
export type Applicant = { readonly id: string; readonly name: string; readonly code: string; readonly kind: string };

/** What whoever files begins from. */
export type Filing = { readonly subject: Subject; readonly applicantId: string; readonly answers: Answers; readonly city: City };

/** Organisations by id: those that answer for data, and the counties, districts and zones among them. */
export type City = { readonly departments: readonly string[]; readonly areas: readonly string[] };

/** Who files, and in which city. */
export type FiledFrom = { readonly applicant: Applicant; readonly city: City };

/** What a case says by now, for the forms of its later steps. */
export type CaseSoFar = {
  readonly subject: Subject;
  readonly application: Answers;
  /** What was answered last with a form; null when nobody did yet. */
  readonly latest: (formKey: string) => Answers | null;
  /** The outcome that came with it. */
  readonly outcome: (formKey: string) => string | null;
  /** What the screening of the applicant found; null before it. */
  readonly screening: readonly string[] | null;
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
  /** What a case is about; the answers name it as `entryId` or `grantId`. `entry_or_new`: an entry that is changed, or one that comes to be. */
  readonly subject: 'entry' | 'grant' | 'none' | 'entry_or_new';
  /** What must be allowed on the subject to file (server/domain/permissions.ts); on none, starting the process is enough. */
  readonly fileAct: Act | null;
  /** Roles of the applicant's organisation that see the case from its start. */
  readonly partyRoles: readonly Role[];
  title(filing: Filing): string;
  /** The organisation that is asked, by id. */
  providerId(filing: Filing): string;
  facts(filing: Filing): CaseFacts;
  /** It contests an earlier answer, so that its own reply needs no consent of the department that applied. */
  readonly contests?: true;
  /** Why nobody may file on this subject; null or left out when one may. */
  refuse?(input: { readonly subject: Subject }): Refusal | null;
  /** What may be chosen in the form that files. */
  startOptions(subject: Subject, from: FiledFrom): Options;
  /** What the form that files begins with: what the subject says and what is known of the applicant. */
  beginning?(subject: Subject, applicant: Applicant, handlerName: string): Answers;
  /** What an act must satisfy beyond its form, by path; `register` is what the catalogue holds for the provider. */
  judge?(act: JudgedAct, register: Register): Readonly<Record<string, FieldRefusal>>;
  /** What may be chosen in the form of a step, and what its conditions may read. */
  stepContext(
    soFar: CaseSoFar,
    formKey: string,
  ): {
    readonly options: Options;
    readonly known: Known;
    /** Where not all of the form may be changed: what may, and what stands in the rest. */
    readonly rights?: Rights;
    readonly stored?: Answers;
  };
  /** What the case learns from an answer for its further way; null or left out where it learns nothing. */
  learns?(formKey: string, outcome: string, answers: Answers): Readonly<Record<string, boolean>> | null;
  /** What a step's form begins with: what the case knows already need not be typed again. */
  beginWith(formKey: string, soFar: CaseSoFar): Answers;
  /** Of whom it complains: an organisation, and whoever decided in the case of that number. They neither handle nor see it. */
  complainsOf?(application: Answers): { readonly organisationId: string; readonly caseNumber: string };
};

/** An act as a kind judges it: filing (no outcome) or deciding a step. `application` is the case's own as it stood before. */
export type JudgedAct = {
  readonly formKey: string;
  readonly outcome: string;
  readonly answers: Answers;
  readonly application: Answers;
  readonly subject: Subject;
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
