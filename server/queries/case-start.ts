import type { EntityManager } from '@mikro-orm/postgresql';
import type { Answers } from '#forms/answers.ts';
import { answerFields, keyOf } from '#forms/components.ts';
import type { FormSchema } from '#forms/schema.ts';
import { isProcessKey } from '#processes/registry.ts';
import { may } from '#server/auth/ability.ts';
import { refuseStart } from '#server/auth/refuse-start.ts';
import { readEntry } from '#server/db/case-rows.ts';
import { readEntryContent } from '#server/db/catalogue-register.ts';
import { answersOfContent } from '#server/domain/entry-content.ts';
import { readApplicant } from '#server/db/applicants.ts';
import { Draft } from '#server/db/entities/draft.ts';
import { rows } from '#server/db/orm.ts';
import { formOf, releaseForNewCase } from '#server/db/reference.ts';
import { standingLabels, standingOptions } from '#server/db/standing-options.ts';
import { readSubject } from '#server/db/subjects.ts';
import type { Db } from '#server/db/transact.ts';
import { organisationStarting } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { draftSubject, fileOptions } from '#server/domain/case-kinds.ts';
import { kindOf } from '#server/domain/kinds/kinds.ts';
import type { CaseKind, Options, Subject } from '#server/domain/case-kinds.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import type { AnswerLabels } from './answer-labels.ts';
import { caseDetails } from './case-details.ts';
import { entryDetails } from './entry-details.ts';
import type { EntryView } from './entry-details.ts';

export type CaseStart = {
  readonly process: string;
  readonly title: string;
  readonly applicantId: string;
  /** What it would be about; null where it is about no entry. */
  readonly entry: EntryView | null;
  readonly grantNumber: string | null;
  readonly form: { readonly key: string; readonly version: number; readonly schema: FormSchema; readonly options: Options };
  /** Names of the organisations and clauses that the form offers. */
  readonly labels: AnswerLabels;
  /** The draft, or what names the thing that it is about. */
  readonly answers: Answers;
  /** Files uploaded for it already, by name. */
  readonly attachments: readonly { readonly id: string; readonly name: string }[];
  /** Under which a draft of it is kept. */
  readonly subject: string;
  readonly draft: { readonly id: string; readonly savedAt: string } | null;
};

/**
 * Everything that starting a case begins with. `answers` name what it is about: `entryId`, `grantId`, or nothing. Questions that
 * an earlier case of the reader's (`fromCase`) has answered about the same thing begin with those answers.
 */
export async function caseStart(
  db: Db,
  actor: Actor,
  input: {
    readonly process: string;
    readonly answers: Answers;
    readonly copyOf?: string | undefined;
    readonly draft?: string | undefined;
    readonly fromCase?: string | undefined;
  },
): Promise<CaseStart | Refusal> {
  const em = db.orm.em.fork();
  const release = releaseForNewCase(db.reference, input.process, db.now());
  if (!release || !isProcessKey(input.process)) return refuse('not_found', { reason: 'unknown_process' });
  const kind = kindOf(input.process);
  const subject = await readSubject(em, kind, input.answers, actor.organisationId);
  if (isRefusal(subject)) return subject;
  const refused = refuseStart(actor, input.process, kind, subject);
  if (refused) return refused;
  const applicantId = organisationStarting(actor, release.startRoles);
  if (applicantId === null) return refuse('forbidden', { reason: 'may_not_apply' });
  const applicant = await readApplicant(em, applicantId);
  const entry = subject.entry && (await entryDetails(db, actor, { entryId: subject.entry.id }));
  if (entry && isRefusal(entry)) return entry;

  const ref = release.forms.get(release.startForm);
  if (!ref) throw new Error(`${release.processKey} has no form ${release.startForm}`);
  const schema = formOf(db.reference, ref);
  const attachments = await rows<{ id: string; name: string }>(
    em,
    'select id, name from attachment where owner_id = ? and case_id is null',
    [actor.accountId],
  );
  const files = fileOptions(
    schema,
    attachments.map(({ id }) => id),
  );
  // Of what is new there may be several drafts: the address says which one.
  const named = input.draft !== undefined && draftSubject(subject) === 'new:' ? input.draft : '';
  const kept = `${draftSubject(subject)}${named}`;
  const draft = await em.findOne(Draft, { accountId: actor.accountId, processKey: input.process, subject: kept });
  if (named !== '' && draft === null) return refuse('not_found', { reason: 'draft_not_found' });
  return {
    process: input.process,
    title: release.definition.title,
    applicantId,
    entry,
    grantNumber: subject.grant?.number ?? null,
    form: {
      ...ref,
      schema,
      options: {
        ...standingOptions(schema, db.reference),
        ...kind.startOptions(subject, { applicant, city: db.reference.city }),
        ...files,
      },
    },
    labels: standingLabels(schema, db.reference),
    attachments,
    answers: draft?.answers ?? {
      ...kind.beginning?.(subject, applicant, actor.name),
      ...(await copied(em, actor, kind, input.copyOf)),
      ...(await answeredBefore(db, actor, subject, schema, input.fromCase)),
      ...namesOf(input.answers),
    },
    subject: kept,
    draft: draft ? { id: draft.id, savedAt: draft.updatedAt.toISOString() } : null,
  };
}

/** An earlier entry as the beginning of a new one: its own name and the ids of its items are not taken along. */
async function copied(em: EntityManager, actor: Actor, kind: CaseKind, entryId: string | undefined): Promise<Answers> {
  const entry = kind.subject === 'entry_or_new' && entryId !== undefined ? await readEntry(em, entryId) : null;
  if (!entry || entry.state === 'quarantined' || !may(actor, 'read', 'Entry', entry)) return {};
  const content = await readEntryContent(em, entry.id);
  if (!content) return {};
  return answersOfContent({ ...content, name: '', contact: '', items: content.items.map((item) => ({ ...item, id: '' })) });
}

function namesOf({ entryId, grantId }: Answers): Answers {
  return { ...(entryId === undefined ? {} : { entryId }), ...(grantId === undefined ? {} : { grantId }) };
}

async function answeredBefore(db: Db, actor: Actor, { entry }: Subject, schema: FormSchema, caseId: string | undefined): Promise<Answers> {
  if (entry === null || caseId === undefined) return {};
  const before = await caseDetails(db, actor, { caseId });
  if (isRefusal(before) || before.application.entry?.id !== entry.id || before.quarantined) return {};
  const { answers } = before.application;
  const asked = answerFields(schema).flatMap((field) => (field.type === 'filepicker' || field.type === 'checkbox' ? [] : [keyOf(field)]));
  const same = asked.flatMap((key) => (answers[key] === undefined ? [] : [[key, answers[key]] as const]));
  return { ...Object.fromEntries(same), ...(asked.includes('disputedNumber') ? { disputedNumber: before.number } : {}) };
}
