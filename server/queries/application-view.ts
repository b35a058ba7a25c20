import type { Answers } from '#forms/answers.ts';
import type { FormSchema } from '#forms/schema.ts';
import type { CaseHead, CaseRows } from '#server/db/case-rows.ts';
import { applicationIn } from '#server/db/contents.ts';
import { formOf } from '#server/db/reference.ts';
import { standingLabels } from '#server/db/standing-options.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import type { AnswerLabels } from './answer-labels.ts';
import { itemViews } from './entry-items.ts';
import { organisationName } from './group-view.ts';
import type { ItemView } from './entry-items.ts';

/** The application as it stands now, with the names that its codes need to be read. */
export type ApplicationView = {
  readonly applicantName: string;
  readonly providerName: string;
  readonly filedByName: string;
  /** What it is about; null where it is about no entry. */
  readonly entry: {
    readonly id: string;
    readonly name: string;
    readonly shareType: string;
    readonly shareCondition: string | null;
    readonly notSharedBasis: string | null;
  } | null;
  readonly items: readonly ItemView[];
  readonly form: { readonly key: string; readonly version: number; readonly schema: FormSchema };
  readonly answers: Answers;
  /** Names of the organisations and clauses that the answers hold. */
  readonly labels: AnswerLabels;
  readonly attachments: readonly AttachmentView[];
};

export type AttachmentView = { readonly id: string; readonly name: string; readonly type: string; readonly size: number };

export const APPLICATION_PARTS = ['head', 'contents', 'entry', 'attachments', 'people'] as const;

export function applicationOf(db: Db, actor: Actor, parts: Pick<CaseRows, (typeof APPLICATION_PARTS)[number]>): ApplicationView {
  const { head, entry, people } = parts;
  const content = applicationIn(parts);
  const form = { key: content.formKey, version: content.formVersion };
  const schema = formOf(db.reference, form);
  return {
    applicantName: organisationName(db, head.applicantId),
    providerName: organisationName(db, head.providerId),
    filedByName: people[head.filedBy] ?? '',
    entry: entry && {
      id: entry.id,
      name: entry.name,
      shareType: entry.shareType,
      shareCondition: entry.shareCondition,
      notSharedBasis: entry.notSharedBasis,
    },
    items: entry ? itemViews(entry) : [],
    form: { ...form, schema },
    labels: standingLabels(schema, db.reference),
    answers: shownTo(actor, head, content.answers),
    attachments: parts.attachments.flatMap(({ erased, ...file }) => (erased ? [] : [file])),
  };
}

/** Who looks on without being a party sees personal data masked (DOMAIN §6, view case). */
export function shownTo(actor: Actor, file: Pick<CaseHead, 'parties'>, answers: Answers): Answers {
  if (actor.groups.some((group) => file.parties.includes(group))) return answers;
  const phone = answers['handlerPhone'];
  const name = answers['handlerName'];
  return {
    ...answers,
    ...(typeof phone === 'string' ? { handlerPhone: `${phone.slice(0, 3)}****${phone.slice(-2)}` } : {}),
    ...(typeof name === 'string' ? { handlerName: `${name.slice(0, 1)}**` } : {}),
  };
}
