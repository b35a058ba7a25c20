import type { FormSchema } from '#forms/schema.ts';
import { validate } from '#forms/validate.ts';
import { CaseFile } from '#server/db/entities/case-file.ts';
import { Draft } from '#server/db/entities/draft.ts';
import { readApplicant } from '#server/db/applicants.ts';
import { looseAttachments, takeAttachments } from '#server/db/attachments.ts';
import { readRegister } from '#server/db/catalogue-register.ts';
import { complainedOf } from '#server/db/complained-of.ts';
import { keepContent } from '#server/db/contents.ts';
import { nextNumber } from '#server/db/numbers.ts';
import { numberProposal, showProposal } from '#server/db/proposals.ts';
import { enqueue } from '#server/db/outbox.ts';
import { record } from '#server/db/record.ts';
import { formOf, releaseForNewCase } from '#server/db/reference.ts';
import type { Release } from '#server/db/reference.ts';
import { standingOptions } from '#server/db/standing-options.ts';
import { searchVector } from '#server/db/search.ts';
import { readSubject } from '#server/db/subjects.ts';
import type { Tx } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { caseNumber } from '#server/domain/cases.ts';
import { startMessage } from '#server/domain/engine-messages.ts';
import { isId } from '#server/domain/ids.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { draftSubject, fileOptions } from '#server/domain/case-kinds.ts';
import { kindOf } from '#server/domain/kinds/kinds.ts';
import type { CaseKind, Filing, Options, Subject } from '#server/domain/case-kinds.ts';
import { isProcessKey } from '#processes/registry.ts';
import type { ProcessKey } from '#processes/registry.ts';
import type { Answers } from '#forms/answers.ts';

export type FileCase = { readonly process: string; readonly answers: Answers; readonly draftId?: string | undefined };
export type Filed = {
  readonly id: string;
  readonly number: string;
  readonly state: 'submitted';
  readonly process: { readonly key: string; readonly release: number };
};

/** Who may start what, and in whose post a deputy does. */
export type StartGate = {
  refuse(process: ProcessKey, kind: CaseKind, subject: Subject): Refusal | null;
  /** The organisation for which it is started; null when none may. */
  applicant(startRoles: readonly string[]): string | null;
  inWhoseName(process: ProcessKey): string | null;
};

/** `together`: the applications that were filed with one form share it. */
export type NewCase = FileCase & { readonly together?: string };

/** The case, its first content, its first event and the start message to the engine, within a transaction (政务数据共享条例 Art 20). */
export async function fileInto(tx: Tx, actor: Actor, gate: StartGate, input: NewCase): Promise<Filed | Refusal> {
  const release = releaseForNewCase(tx.reference, input.process, tx.at);
  if (!release || !isProcessKey(input.process)) return refuse('invalid', { reason: 'unknown_process' });
  const kind = kindOf(input.process);
  const subject = await readSubject(tx.em, kind, input.answers, actor.organisationId);
  if (isRefusal(subject)) return subject;
  const refused = gate.refuse(input.process, kind, subject);
  if (refused) return refused;
  const applicantId = gate.applicant(release.startRoles);
  if (applicantId === null) return refuse('forbidden', { reason: 'may_not_apply' });

  const form = release.forms.get(release.startForm);
  if (!form) throw new Error(`release ${release.processKey}.r${release.number} has no form ${release.startForm}`);
  const options = kind.startOptions(subject, { applicant: await readApplicant(tx.em, applicantId), city: tx.reference.city });
  const checked = await check(tx, actor, options, formOf(tx.reference, form), input.answers);
  if (!checked.ok) return refuse('invalid', { fields: checked.fields });
  const filed = { subject, applicantId, answers: checked.answers, city: tx.reference.city };
  const judged = await refuseByKind(tx, kind, release.startForm, filed);
  if (judged) return judged;
  const { entryId, answers } = await numberProposal(tx, kind, filed);
  const filing = { ...filed, answers };
  if (input.draftId !== undefined && !(await useUp(tx, actor, input.draftId))) return refuse('not_found', { reason: 'draft_not_found' });
  if (input.draftId === undefined) dropUnnamed(tx, actor, release, subject);

  const file = await createCase(tx, actor, release, kind, {
    ...filing,
    entryId,
    together: input.together ?? null,
    filedFor: gate.inWhoseName(input.process),
  });
  if (kind.subject === 'entry_or_new') await showProposal(tx, file, answers);
  const content = keepContent(tx, actor, file, {
    kind: 'application',
    element: null,
    form,
    answers,
    opinion: '',
    basis: '',
  });
  record(tx, file, actor.accountId, {
    type: 'case.filed',
    data: {
      process: file.processKey,
      release: file.release,
      entryId: file.entryId ?? null,
      grantId: file.grantId ?? null,
      revision: file.revision,
      contentId: content.id,
      contentHash: content.hash,
      facts: { ...file.facts },
      ...(file.filedFor == null ? {} : { actingFor: file.filedFor }),
    },
  });
  const taken = await takeAttachments(tx, actor, file, answers);
  if (isRefusal(taken)) return taken;
  enqueue(tx, file.id, startMessage(file));
  tx.announce({ kind: 'case.changed', caseId: file.id, groups: file.parties });
  return { id: file.id, number: file.number, state: 'submitted', process: { key: file.processKey, release: file.release } };
}

/** A draft is filed once: of two filings at the same time the second waits here, and then finds it gone. */
async function useUp(tx: Tx, actor: Actor, draftId: string): Promise<boolean> {
  return isId(draftId) && (await tx.em.nativeDelete(Draft, { id: draftId, accountId: actor.accountId })) === 1;
}

/** A draft that was begun after the form had been read has the same subject, and ends with its filing. */
function dropUnnamed(tx: Tx, actor: Actor, release: Release, subject: Subject): void {
  tx.writes.run('delete from draft where account_id = ? and process_key = ? and subject = ?', [
    actor.accountId,
    release.processKey,
    draftSubject(subject),
  ]);
}

async function check(tx: Tx, actor: Actor, options: Options, schema: FormSchema, answers: Answers) {
  const loose = await looseAttachments(tx.em, actor);
  return validate(schema, answers, {
    today: dayOf(tx.at, tx.reference.calendar.timezone),
    options: { ...standingOptions(schema, tx.reference), ...options, ...fileOptions(schema, loose) },
  });
}

/** What the form cannot know: the rules of the process itself. */
async function refuseByKind(tx: Tx, kind: CaseKind, formKey: string, filing: Filing): Promise<Refusal | null> {
  if (!kind.judge) return null;
  const { subject, answers } = filing;
  const register = await readRegister(tx.em, { providerId: kind.providerId(filing), entryId: subject.entry?.id ?? null, caseId: null });
  const fields = kind.judge({ formKey, outcome: '', answers, application: answers, subject }, register);
  return Object.keys(fields).length === 0 ? null : refuse('invalid', { fields });
}

type NewFile = Filing & { readonly entryId: string | null; readonly together: string | null; readonly filedFor: string | null };

async function createCase(tx: Tx, actor: Actor, release: Release, kind: CaseKind, filing: NewFile): Promise<CaseFile> {
  const { subject, applicantId } = filing;
  const year = Number(dayOf(tx.at, tx.reference.calendar.timezone).slice(0, 4));
  const number = caseNumber(kind.numberWord, year, await nextNumber(tx, release.processKey, year));
  const [title, providerId] = [kind.title(filing), kind.providerId(filing)];
  const file = tx.em.create(CaseFile, {
    id: tx.newId(),
    number,
    processKey: release.processKey,
    release: release.number,
    state: 'submitted',
    title,
    applicantId,
    providerId,
    filedBy: actor.accountId,
    filedFor: filing.filedFor,
    entryId: filing.entryId,
    grantId: subject.grant?.id ?? null,
    facts: kind.facts(filing),
    keptFrom: await complainedOf(tx.em, release.processKey, filing.answers),
    parties: kind.partyRoles.map((role) => `${applicantId}:${role}`),
    replyState: 'none',
    revision: 1,
    run: 1,
    filedAt: tx.at,
    endedAt: null,
    quarantinedAt: null,
    filedTogether: filing.together,
    eventSeq: 0,
    eventHash: '',
    search: searchVector(number, title, actor.organisationName, tx.reference.organisations.get(providerId) ?? '', actor.name),
  });
  tx.em.persist(file);
  return file;
}
