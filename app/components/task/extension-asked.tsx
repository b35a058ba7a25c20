import { useTranslation } from '#app/lib/translation.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import type { TaskDetails } from '#server/queries/task-details.ts';

/** Whoever consents to an extension reads first what is asked for: how many days, by whom, and why. */
export function ExtensionAsked({ task }: { task: TaskDetails }) {
  const { t } = useTranslation();
  const asked = task.timeline.findLast(({ type }) => type === 'extension.requested');
  if (task.element !== 'extension_consent' || task.state !== 'open' || asked === undefined) return null;
  return (
    <Banner title={t('task.extensionAsked', { name: asked.by ?? '', days: String(asked.answers['days'] ?? '') })}>
      <p className="whitespace-pre-wrap">{asked.opinion}</p>
    </Banner>
  );
}
