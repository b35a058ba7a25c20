import { answerText } from '#forms/answer-text.ts';
import type { Answer, Answers } from '#forms/answers.ts';
import { answerFields, keyOf } from '#forms/components.ts';
import { isOutcomeKey, outcomeOf } from '#processes/outcomes.ts';
import { isRole, organisationOf } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { deadlineInForce } from '#server/domain/deadlines.ts';
import { textIn } from '#server/domain/case-kinds.ts';
import type { Matter } from '#server/domain/documents/remedies.ts';
import { postOf } from '#server/domain/documents/posts.ts';
import type { GrantedTerms, ShareRecord, SignedAct } from '#server/domain/documents/share-documents.ts';
import { dateInWords } from '#server/domain/documents/words.ts';
import { isDecision, stepOf } from '#server/domain/steps.ts';
import { partsOf } from './case-rows.ts';
import type { CaseRows } from './case-rows.ts';
import { applicationIn, latestAnswerIn } from './contents.ts';
import type { CaseFile } from './entities/case-file.ts';
import type { ShareGrant } from './entities/share-grant.ts';
import { rows } from './orm.ts';
import { formOf, releaseOf } from './reference.ts';
import type { FormRef, Reference } from './reference.ts';
import { standingIn, standingWith } from './standing.ts';
import type { SignedRow, Unread } from './standing.ts';
import type { Tx } from './transact.ts';

type WrittenRow = Pick<CaseRows['contents'][number], 'formKey' | 'formVersion' | 'answers' | 'opinion' | 'basis'> & {
  readonly erasedAt?: Date | null | undefined;
};
/** What was written with a signature. */
export type Written = Omit<WrittenRow, 'erasedAt'>;

/** A signature of this very transaction, and a grant that it makes. */
export type NotYetRead = {
  readonly signed?: Unread & { readonly written: Written; readonly name: string };
  readonly grant?: ShareGrant;
};

/** What a document says in place of words that had to go before it was issued. */
const ERASED = '内容已依法清除';

const PARTS = ['contents', 'decisions', 'tasks', 'entry', 'people', 'grants', 'colleagues'] as const;

/** By whose form the codes of a grant are named, and which limits the documents tell of. */
const READINGS: Readonly<Record<Matter, { readonly answerForm: string; readonly supplement: string; readonly provide: string }>> = {
  share: { answerForm: 'provider_decision', supplement: 'share.supplement', provide: 'share.provide_after_approval' },
  open: { answerForm: 'open_decision', supplement: 'open.supplement', provide: 'open.api.issue' },
};

/** All that the documents of a share or an opening say, with names in full and codes in words, as they stand at this moment. */
export async function shareRecord(tx: Tx, file: CaseFile, matter: Matter, fresh: NotYetRead): Promise<ShareRecord> {
  const parts = await partsOf(tx.em, file.id, PARTS);
  if (!parts.entry) throw new Error(`case ${file.id} is about no entry`);
  const organs = await fullNames(tx, [file.applicantId, file.providerId, file.facts.bureau, file.facts.secrecy]);
  const application = applicationIn(parts);
  const words = wordsOf(tx.reference, application);
  const consent = parts.contents.findLast(({ answers }) => typeof answers['responsiblePerson'] === 'string');
  const names = new Map(parts.entry.items.map((item) => [item.id, item.name]));
  const applied = application.answers['itemIds'];
  const [grant = fresh.grant ?? null] = parts.grants;
  return {
    matter,
    caseNumber: file.number,
    filedOn: dateInWords(dayOf(file.filedAt)),
    filedBy: parts.people[file.filedBy] ?? '',
    applicant: organs(file.applicantId),
    provider: organs(file.providerId),
    bureau: organs(file.facts.bureau),
    resource: parts.entry.name,
    notSharedBasis: parts.entry.notSharedBasis ?? '',
    items: (Array.isArray(applied) ? applied : []).map((id) => names.get(String(id)) ?? String(id)),
    method: words('method'),
    basis: words('dutyBasis'),
    purpose: words('purpose'),
    period: `${words('validFrom')}至${words('validTo')}`,
    system: words('systemName'),
    responsiblePerson: parts.colleagues.find(({ id }) => id === consent?.answers['responsiblePerson'])?.name ?? '',
    signed: signedActs(tx, file, parts, fresh, organs),
    granted: grant && grantedTerms(tx.reference, { file, matter, parts }, grant, names),
    provideWithin: limit(tx, READINGS[matter].provide),
    supplementWithin: limit(tx, READINGS[matter].supplement),
  };
}

type Organs = (id: string) => string;

async function fullNames(tx: Tx, ids: readonly string[]): Promise<Organs> {
  const found = await rows<{ id: string; name: string }>(tx.em, 'select id, name from organisation where id = any (?)', [ids]);
  const names = new Map(found.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

function signedActs(
  tx: Tx,
  file: CaseFile,
  parts: Pick<CaseRows, 'decisions' | 'tasks' | 'contents' | 'people'>,
  { signed }: NotYetRead,
  organs: Organs,
): SignedAct[] {
  const written = new Map(parts.contents.map((content) => [content.id, content]));
  const contentOf = new Map(parts.decisions.map(({ id, contentId }) => [id, contentId ?? '']));
  const rows = signed ? standingWith(parts, signed) : standingIn(parts);
  return rows.map((row) =>
    row.id === signed?.row.id
      ? act(tx, file, row, signed.written, signed.name, organs)
      : act(tx, file, row, written.get(contentOf.get(row.id) ?? ''), parts.people[row.accountId] ?? '', organs),
  );
}

function act(tx: Tx, file: CaseFile, row: SignedRow, written: WrittenRow | undefined, name: string, organs: Organs): SignedAct {
  const { definition, startForm } = releaseOf(tx.reference, file.processKey, file.release);
  const step = stepOf(definition, row.element);
  const words = (part: 'opinion' | 'basis'): string => (written?.erasedAt ? ERASED : (written?.[part] ?? ''));
  return {
    decisionId: row.id,
    payloadHash: row.payloadHash,
    duty: step.duty,
    step: step.name,
    outcomeKey: row.outcome,
    outcome: isOutcomeKey(row.outcome) ? outcomeOf(row.outcome).label : row.outcome,
    opinion: words('opinion'),
    basis: words('basis'),
    name,
    organ: organs(organisationOf(row.actingAs)),
    post: signingPost(row.actingAs, organs),
    on: dayOf(row.decidedAt),
    isOpinion: isDecision(step, startForm),
    missing: rowsIn(written?.answers['supplementList']),
    channel: textIn(written?.answers ?? {}, 'rightChannel'),
  };
}

/** The organ with the post: 拉萨市民政局分管领导. */
function signingPost(actingAs: string, organs: Organs): string {
  const organ = organisationOf(actingAs);
  const role = actingAs.slice(organ.length + 1);
  return isRole(role) ? `${organs(organ)}${postOf(`${organ}:${role}`)}` : organs(organ);
}

function rowsIn(list: Answer | undefined): string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((row) => (typeof row === 'object' && 'text' in row && typeof row.text === 'string' ? [row.text] : []));
}

/** The answers of one form in its own words. */
function wordsOf(
  reference: Reference,
  { formKey, formVersion, answers }: Pick<WrittenRow, 'formKey' | 'formVersion' | 'answers'>,
): (key: string) => string {
  const fields = answerFields(formOf(reference, { key: formKey, version: formVersion }));
  return (key) => {
    const field = fields.find((candidate) => keyOf(candidate) === key);
    return field ? answerText(field, answers[key]) : '';
  };
}

function grantedTerms(
  reference: Reference,
  { file, matter, parts }: Granted,
  grant: Pick<ShareGrant, 'items' | 'method' | 'treatment' | 'rowFilter' | 'quota' | 'quotaUnit' | 'validFrom' | 'validTo'>,
  names: ReadonlyMap<string, string>,
): GrantedTerms {
  const { answerForm } = READINGS[matter];
  const decided = latestAnswerIn(parts, answerForm)?.answers ?? {};
  const words = wordsOf(reference, { ...formNamed(reference, file, answerForm), answers: { ...decided, ...grantAnswers(grant) } });
  return {
    items: grant.items.map((id) => names.get(id) ?? id),
    method: words('approvedMethod'),
    treatment: matter === 'open' && grant.treatment === 'masked' ? '按脱敏规则处理' : words('treatment'),
    rowFilter: grant.rowFilter,
    quota: grant.quota == null ? '' : `${words('quota')}${words('quotaUnit')}`,
    period: `${dateInWords(grant.validFrom)}至${dateInWords(grant.validTo)}`,
    retention: words('retentionHours'),
    conditions: words('conditions').replaceAll('\n', '、'),
  };
}

type Granted = { readonly file: CaseFile; readonly matter: Matter; readonly parts: Pick<CaseRows, 'contents' | 'decisions' | 'tasks'> };

/** The provider's form names the codes of a grant. */
function formNamed(reference: Reference, { processKey, release }: CaseFile, key: string): { formKey: string; formVersion: number } {
  const form: FormRef | undefined = releaseOf(reference, processKey, release).forms.get(key);
  if (!form) throw new Error(`${processKey}.r${release} has no form ${key}`);
  return { formKey: form.key, formVersion: form.version };
}

function grantAnswers({ method, treatment, quota, quotaUnit }: Pick<ShareGrant, 'method' | 'treatment' | 'quota' | 'quotaUnit'>): Answers {
  return { approvedMethod: method, treatment, ...(quota == null ? {} : { quota }), ...(quotaUnit == null ? {} : { quotaUnit }) };
}

function limit(tx: Tx, key: string): number {
  const found = deadlineInForce(tx.reference.deadlines, key, dayOf(tx.at, tx.reference.calendar.timezone));
  if (!found) throw new Error(`no time limit ${key}`);
  return found.amount;
}
