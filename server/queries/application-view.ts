import type { Answers } from '#forms/answers.ts';
import type { FormSchema } from '#forms/schema.ts';
import { currentApplication } from '#server/db/contents.ts';
import type { CaseFile } from '#server/db/entities/case-file.ts';
import { rows } from '#server/db/orm.ts';
import { formOf } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { itemsOf } from './entry-items.ts';
import type { ItemView } from './entry-items.ts';

/** The application as it stands now, with the names that its codes need to be read. */
export type ApplicationView = {
  readonly applicantName: string;
  readonly providerName: string;
  readonly filedByName: string;
  readonly entry: {
    readonly id: string;
    readonly name: string;
    readonly shareType: string;
    readonly shareCondition: string | null;
    readonly notSharedBasis: string | null;
  };
  readonly items: readonly ItemView[];
  readonly form: { readonly key: string; readonly version: number; readonly schema: FormSchema };
  readonly answers: Answers;
  readonly attachments: readonly AttachmentView[];
};

export type AttachmentView = { readonly id: string; readonly name: string; readonly type: string; readonly size: number };

export async function applicationOf(db: Db, actor: Actor, file: CaseFile): Promise<ApplicationView> {
  const em = db.orm.em.fork();
  const content = await currentApplication(em, file.id);
  const [names] = await rows<{
    applicant: string;
    provider: string;
    filedBy: string;
    entryName: string;
    shareType: string;
    shareCondition: string | null;
    notSharedBasis: string | null;
  }>(
    em,
    `select a.short_name as applicant, p.short_name as provider, u.display_name as "filedBy", e.name as "entryName",
       e.share_type as "shareType", e.share_condition as "shareCondition", e.not_shared_basis as "notSharedBasis"
     from organisation a, organisation p, account u, catalogue_entry e where a.id = ? and p.id = ? and u.id = ? and e.id = ?`,
    [file.applicantId, file.providerId, file.filedBy, file.entryId],
  );
  if (!names) throw new Error(`case ${file.id} names somebody who is not there`);
  const attachments = await rows<AttachmentView>(
    em,
    'select id, name, type, size from attachment where case_id = ? and erased_at is null order by created_at',
    [file.id],
  );
  const form = { key: content.formKey, version: content.formVersion };
  return {
    applicantName: names.applicant,
    providerName: names.provider,
    filedByName: names.filedBy,
    entry: {
      id: file.entryId,
      name: names.entryName,
      shareType: names.shareType,
      shareCondition: names.shareCondition,
      notSharedBasis: names.notSharedBasis,
    },
    items: await itemsOf(db, file.entryId),
    form: { ...form, schema: formOf(db.reference, form) },
    answers: shownTo(actor, file, content.answers),
    attachments,
  };
}

/** Who looks on without being a party sees personal data masked (DOMAIN §6, view case). */
export function shownTo(actor: Actor, file: CaseFile, answers: Answers): Answers {
  if (actor.groups.some((group) => file.parties.includes(group))) return answers;
  const phone = answers['handlerPhone'];
  const name = answers['handlerName'];
  return {
    ...answers,
    ...(typeof phone === 'string' ? { handlerPhone: `${phone.slice(0, 3)}****${phone.slice(-2)}` } : {}),
    ...(typeof name === 'string' ? { handlerName: `${name.slice(0, 1)}**` } : {}),
  };
}
