import type { Answers } from '#forms/answers.ts';
import type { FormSchema } from '#forms/schema.ts';
import { conditionalShare } from '#processes/conditional-share/process.ts';
import { Draft } from '#server/db/entities/draft.ts';
import { grantedItems } from '#server/db/granted-items.ts';
import { rows } from '#server/db/orm.ts';
import { formOf, releaseForNewCase } from '#server/db/reference.ts';
import { standingLabels, standingOptions } from '#server/db/standing-options.ts';
import type { Db } from '#server/db/transact.ts';
import { organisationStarting } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { BASKET_DRAFT } from '#server/domain/basket.ts';
import { fileOptions } from '#server/domain/case-kinds.ts';
import type { Options } from '#server/domain/case-kinds.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import type { AnswerLabels } from './answer-labels.ts';
import { carriedAnswers } from './application-start.ts';
import { basket } from './basket.ts';
import type { BasketEntry } from './basket.ts';

export type BasketStart = {
  readonly process: string;
  readonly entries: readonly (BasketEntry & {
    /** Ids of items that the applicant's department may use already. */
    readonly granted: readonly string[];
  })[];
  readonly most: number;
  readonly form: { readonly schema: FormSchema; readonly options: Options };
  readonly labels: AnswerLabels;
  /** What the applications have in common: the draft, or what the department answered last time. */
  readonly answers: Answers;
  readonly attachments: readonly { readonly id: string; readonly name: string }[];
  readonly subject: string;
  readonly draft: { readonly savedAt: string } | null;
};

/** Everything that filing a basket begins with: its entries, the application's form, and what is known of the common part. */
export async function basketStart(db: Db, actor: Actor): Promise<BasketStart | Refusal> {
  const em = db.orm.em.fork();
  const { key, startForm } = conditionalShare;
  const release = releaseForNewCase(db.reference, key, db.now());
  const ref = release?.forms.get(startForm);
  const applicantId = release ? organisationStarting(actor, release.startRoles) : null;
  if (!ref || applicantId === null) return refuse('forbidden', { reason: 'may_not_apply' });
  const schema = formOf(db.reference, ref);
  const { entries, most } = await basket(db, actor);
  const granted = await grantedItems(
    db,
    applicantId,
    entries.map(({ entryId }) => entryId),
  );
  const attachments = await rows<{ id: string; name: string }>(
    em,
    'select id, name from attachment where owner_id = ? and case_id is null',
    [actor.accountId],
  );
  const fileIds = attachments.map(({ id }) => id);
  const draft = await em.findOne(Draft, { accountId: actor.accountId, processKey: key, subject: BASKET_DRAFT });
  return {
    process: key,
    entries: entries.map((entry) => ({ ...entry, granted: granted(entry.entryId) })),
    most,
    form: { schema, options: { ...standingOptions(schema, db.reference), ...fileOptions(schema, fileIds) } },
    labels: standingLabels(schema, db.reference),
    answers: draft?.answers ?? (await carriedAnswers(db, actor, applicantId)),
    attachments,
    subject: BASKET_DRAFT,
    draft: draft ? { savedAt: draft.updatedAt.toISOString() } : null,
  };
}
