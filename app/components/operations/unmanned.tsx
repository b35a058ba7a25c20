import { useTranslation } from '#app/lib/translation.tsx';
import { Badge } from '#app/components/ui/badge.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Who } from '#app/components/case/case-chain.tsx';
import type { UnmannedTask } from '#server/queries/unmanned-tasks.ts';

/** Tasks on which nobody can act; they wait until somebody is appointed, and are never passed over. */
export function Unmanned({ tasks }: { tasks: readonly UnmannedTask[] }) {
  const { t } = useTranslation();
  if (tasks.length === 0) return null;
  return (
    <Panel flush title={`${t('work.unmanned')}(${tasks.length})`}>
      <ul>
        {tasks.map((task) => (
          <li key={task.taskId} className="border-line border-b px-4 py-3 last:border-b-0">
            <p className="flex flex-wrap items-center gap-2">
              <Badge tone="danger" shape="alert">
                {t('work.unmannedBadge')}
              </Badge>
              <span className="font-medium">{task.name}</span>
              <span>{task.number}</span>
            </p>
            <p className="text-muted text-sm">
              <Who candidates={task.posts} /> · {t('operations.since')} <DateTime value={task.since} relative />
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
