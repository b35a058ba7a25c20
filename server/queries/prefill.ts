import type { Answers } from '#forms/answers.ts';
import type { Step } from '#processes/definition.ts';
import type { CaseRows } from '#server/db/case-rows.ts';
import { latestAnswerIn } from '#server/db/contents.ts';
import type { Db } from '#server/db/transact.ts';
import { minuteOf } from '#server/domain/calendar.ts';
import type { ApplicationView } from './application-view.ts';

/** What the case knows already need not be typed again: a step's form begins with it. */
export function prefillFor(
  db: Db,
  parts: Pick<CaseRows, 'contents' | 'decisions' | 'grants'>,
  step: Step,
  application: ApplicationView,
): Answers {
  switch (step.formKey) {
    case application.form.key:
      return application.answers;
    case 'provider_decision':
      return fromApplication(application.answers);
    case 'supplement': {
      const asked = latestAnswerIn(parts, 'provider_decision');
      const list = asked?.answers['supplementList'];
      return {
        replies: Array.isArray(list) ? list.flatMap((row) => (typeof row === 'object' ? [{ request: row['text'] ?? '' }] : [])) : [],
      };
    }
    case 'confidentiality_opinion': {
      const decided = latestAnswerIn(parts, 'provider_decision');
      const items = decided?.answers['approvedItems'];
      return Array.isArray(items) ? { reviewedItems: items.map(String) } : {};
    }
    case 'provision': {
      const [grant] = parts.grants;
      const deliveredAt = minuteOf(db.now(), db.reference.calendar.timezone);
      return grant ? { method: grant.method, deliveredAt } : { deliveredAt };
    }
    default:
      return {};
  }
}

/** The provider starts from what was asked; least disclosure is one change away. */
function fromApplication(answers: Answers): Answers {
  const wanted: Record<string, string> = {
    itemIds: 'approvedItems',
    method: 'approvedMethod',
    frequency: 'quota',
    frequencyUnit: 'quotaUnit',
    validTo: 'validTo',
  };
  return Object.fromEntries(
    Object.entries(wanted).flatMap(([from, to]) => {
      const answer = answers[from];
      return answer === undefined ? [] : [[to, answer]];
    }),
  );
}
