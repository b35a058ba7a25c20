import { useTranslation } from '#app/lib/translation.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import type { TaskDetails } from '#server/queries/task-details.ts';

/** On a revision: who returned it and the one list of what must be corrected, above the form. */
export function Corrections({ task }: { task: TaskDetails }) {
  const { t } = useTranslation();
  const returned = task.timeline.findLast(({ type, outcome }) => type === 'task.decided' && outcome === 'return');
  if (task.form.key !== task.application.form.key || returned === undefined) return null;
  const list = returned.answers['corrections'];
  const texts = Array.isArray(list) ? list.flatMap((row) => (typeof row === 'object' && 'text' in row ? [String(row['text'])] : [])) : [];
  return (
    <Banner tone="warn" title={t('task.corrections', { name: returned.by ?? '' })}>
      <p>{returned.opinion}</p>
      <ul className="list-disc pl-5">
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Banner>
  );
}
