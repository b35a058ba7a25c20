import { useTranslation } from '#app/lib/translation.tsx';
import { FormAnswers } from '#app/components/form/form-answers.tsx';
import { ItemFlags, LevelBadge } from '#app/components/catalogue/class-badges.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { answerNames } from '#app/lib/answer-names.ts';
import type { Change } from '#server/domain/refusal.ts';
import type { ApplicationView } from '#server/queries/application-view.ts';
import { AttachmentLinks } from './attachment-links.tsx';

const NO_CHANGES: readonly Change[] = [];

/** The application as its form, with the items as a table: level and flags are what reviewers look at first. */
export function ApplicationPanel({ application, changes = NO_CHANGES }: { application: ApplicationView; changes?: readonly Change[] }) {
  const { t } = useTranslation();
  const { form, answers } = application;
  return (
    <Panel title={t('caseFile.application')}>
      <FormAnswers
        schema={form.schema}
        answers={answers}
        names={answerNames(application)}
        changes={changes}
        slots={{
          ...(answers['itemIds'] === undefined ? {} : { itemIds: <AppliedItems application={application} /> }),
          ...filesOf(application, 'attachments'),
          ...filesOf(application, 'piImpactFiles'),
        }}
      />
    </Panel>
  );
}

/** The items asked for, with what makes each of them delicate. */
export function AppliedItems({ application: { items, answers } }: { application: ApplicationView }) {
  const asked = answers['itemIds'];
  const chosen = items.filter((item) => Array.isArray(asked) && asked.some((id) => id === item.id));
  return (
    <ul className="border-line divide-line divide-y rounded-md border">
      {chosen.map((item) => (
        <li key={item.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-2.5 py-1">
          <span>{item.name}</span>
          <span className="flex items-center gap-3">
            <ItemFlags flags={item.flags} doubted={item.doubted} />
            <LevelBadge level={item.level} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function filesOf({ answers, attachments }: ApplicationView, key: string) {
  const ids = answers[key];
  if (!Array.isArray(ids)) return {};
  return { [key]: <AttachmentLinks attachments={attachments.filter(({ id }) => ids.some((named) => named === id))} /> };
}
