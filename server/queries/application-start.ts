import type { Answers } from '#forms/answers.ts';
import { CaseContent } from '#server/db/entities/case-content.ts';
import { Organisation } from '#server/db/entities/organisation.ts';
import { grantedItems } from '#server/db/granted-items.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf, dueAfter } from '#server/domain/calendar.ts';
import { deadlineInForce } from '#server/domain/deadlines.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { caseStart } from './case-start.ts';
import type { CaseStart } from './case-start.ts';
import type { EntryView } from './entry-details.ts';

export type ApplicationStart = Omit<CaseStart, 'entry'> & {
  readonly entry: EntryView;
  /** The day by which an answer is due when filed today; null where nothing is decided (unconditional: at once). */
  readonly answerDueAt: string | null;
  /** Ids of items that the applicant's department may use already. */
  readonly granted: readonly string[];
};

const CARRIED_OVER = ['systemName', 'systemLevel', 'network', 'securityMeasures', 'dutyBasis'] as const;
/** Carried over for the person who wrote them: nobody files in a colleague's name by mistake. */
const OWN = ['handlerName', 'handlerPhone'] as const;

/** Everything an application begins with: the form, the draft or what the department answered last time, and when an answer is due. */
export async function applicationStart(db: Db, actor: Actor, input: { readonly entryId: string }): Promise<ApplicationStart | Refusal> {
  const start = await caseStart(db, actor, { process: 'conditional-share', answers: input });
  if (isRefusal(start)) return start;
  const { entry, applicantId } = start;
  if (!entry) throw new Error('an application for no entry');
  return {
    ...start,
    entry,
    answers: start.draft ? start.answers : { ...(await carriedAnswers(db, actor, applicantId)), ...ofEntry(entry) },
    answerDueAt: entry.shareType === 'conditional' ? answerDue(db) : null,
    granted: (await grantedItems(db, applicantId, [entry.id]))(entry.id),
  };
}

/** Internal consent, formal check and the provider's answer, each in working days of the city. */
function answerDue(db: Db): string {
  const { calendar, deadlines } = db.reference;
  const today = dayOf(db.now(), calendar.timezone);
  const days = ['share.internal_approval', 'share.bureau.formal_check', 'share.conditional.reply'].reduce(
    (sum, key) => sum + (deadlineInForce(deadlines, key, today)?.amount ?? 0),
    0,
  );
  return dueAfter(calendar, today, days, 'workingDay').day;
}

/** The department's profile, overlaid with what this department wrote in its last application. */
export async function carriedAnswers(db: Db, actor: Actor, applicantId: string): Promise<Answers> {
  const em = db.orm.em.fork();
  const organisation = await em.findOneOrFail(Organisation, { id: applicantId });
  const [last] = await rows<{ id: string }>(
    em,
    `select c.id from case_content c join case_file f on f.id = c.case_id
     where f.applicant_id = ? and c.kind = 'application' and c.erased_at is null order by c.written_at desc limit 1`,
    [applicantId],
  );
  const before = last ? await em.findOneOrFail(CaseContent, { id: last.id }) : null;
  const carried = Object.fromEntries(
    [...CARRIED_OVER, ...(before?.writtenBy === actor.accountId ? OWN : [])].flatMap((key) => {
      const answer = before?.answers[key];
      return answer === undefined ? [] : [[key, answer]];
    }),
  );
  return { handlerName: actor.name, ...organisation.profile, ...carried };
}

function ofEntry({ id, shareMethods }: EntryView): Answers {
  const [onlyMethod, ...others] = shareMethods;
  return { entryId: id, ...(onlyMethod !== undefined && others.length === 0 ? { method: onlyMethod } : {}) };
}
