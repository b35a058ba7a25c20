import type { ProcessKey } from '#processes/registry.ts';
import { may } from '#server/auth/ability.ts';
import { isGroup } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import { dayOf } from '#server/domain/calendar.ts';
import type { CaseState } from '#server/domain/cases.ts';
import { NOTICE_GRANT } from '#server/db/notices.ts';
import { noticeLink } from '#server/domain/notices.ts';
import type { NoticeKind } from '#server/domain/notices.ts';
import { letterSubject, letterText, noticeTitle, noticeTodo } from '#server/messages/notices.ts';
import type { Claimed } from './claims.ts';
import type { Letter, LetterItem } from './courier.ts';

type Person = Actor & { readonly email: string; readonly language: 'zh-CN' | 'en' };
type Told = {
  kind: NoticeKind;
  detail: string;
  caseId: string;
  number: string;
  title: string;
  state: CaseState;
  filedBy: string;
  applicantId: string;
  parties: string[];
  keptFrom: string[];
  processKey: ProcessKey;
  taskId: string | null;
  grantId: string | null;
  taskName: string | null;
  dueAt: Date | null;
};

export type Post = { readonly publicUrl: string; readonly demoAllowed: boolean };

/**
 * The message as it stands at the moment of sending: without what was read meanwhile and without what the person may no
 * longer see. Null when nothing, or nobody, is left.
 */
export async function letterOf(db: Db, { publicUrl, demoAllowed }: Post, claimed: Claimed): Promise<Letter | null> {
  const person = await personOf(db, claimed.accountId, demoAllowed);
  if (person === null || (claimed.channel === 'email' && person.email === '')) return null;
  const told = (await toldBy(db, claimed)).filter((notice) => may(person, 'read', 'Case', notice));
  if (told.length === 0) return null;
  const { language } = person;
  const items = told.map((notice): LetterItem => {
    const words = { kind: notice.kind, detail: notice.detail, taskName: notice.taskName };
    return {
      kind: notice.kind,
      title: noticeTitle(words, language),
      todo: noticeTodo(words, language),
      number: notice.number,
      caseTitle: notice.title,
      dueAt: notice.dueAt === null ? null : dayOf(notice.dueAt, db.reference.calendar.timezone),
      link: `${publicUrl}${noticeLink(notice)}`,
    };
  });
  return {
    id: claimed.id,
    to: { account: person.accountId, name: person.name, email: person.email },
    language,
    subject: letterSubject(items, language),
    text: letterText(items, `${publicUrl}/notifications/settings`, language),
    items,
    at: db.now(),
  };
}

/** With the posts held today: a role taken away is told nothing more. */
async function personOf(db: Db, accountId: string, demoAllowed: boolean): Promise<Person | null> {
  const today = dayOf(db.now(), db.reference.calendar.timezone);
  const [row] = await rows<Omit<Person, 'groups'> & { groups: string[] }>(
    db.orm.em.fork(),
    `select a.id as "accountId", a.display_name as name, a.organisation_id as "organisationId", o.name as "organisationName",
       coalesce(a.email, '') as email, coalesce(a.language, 'zh-CN') as language,
       array(select p.organisation_id || ':' || p.role from appointment p where p.account_id = a.id
         and p.valid_from <= ?::date and (p.valid_to is null or p.valid_to >= ?::date) order by 1) as groups
     from account a join organisation o on o.id = a.organisation_id where a.id = ? and a.active and (? or not a.demo)`,
    [today, today, accountId, demoAllowed],
  );
  return row ? { ...row, groups: row.groups.filter(isGroup) } : null;
}

function toldBy(db: Db, { accountId, channel, key }: Claimed): Promise<Told[]> {
  const column = channel === 'email' ? 'email_key' : 'webhook_key';
  return rows<Told>(
    db.orm.em.fork(),
    `select n.kind, n.detail, f.id as "caseId", f.number, f.title, f.state, f.filed_by as "filedBy", f.applicant_id as "applicantId",
       f.parties, f.kept_from as "keptFrom", f.process_key as "processKey", t.id as "taskId", ${NOTICE_GRANT} as "grantId", t.name as "taskName", t.due_at as "dueAt"
     from notification n join case_file f on f.id = n.case_id left join task t on t.id = n.task_id
     where n.account_id = ? and n.${column} = ? and n.read_at is null order by n.created_at, n.id`,
    [accountId, key],
  );
}
