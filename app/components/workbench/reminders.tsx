import { Link } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Badge } from '#app/components/ui/badge.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { LIST_ITEM } from '#app/lib/keyboard.ts';
import type { ReminderView } from '#server/queries/workbench.ts';

export function Reminders({ reminders }: { reminders: readonly ReminderView[] }) {
  const { t } = useTranslation();
  return (
    <ol>
      {reminders.map((reminder) => (
        <li key={reminder.id} className="border-line hover:bg-sunken relative border-b px-4 py-2 last:border-b-0">
          <div className="flex items-center justify-between gap-3">
            <Link
              to={`/cases/${reminder.caseId}`}
              prefetch="intent"
              {...LIST_ITEM}
              className="text-ink min-w-0 truncate font-medium after:absolute after:inset-0"
            >
              {reminder.title}
            </Link>
            <Badge tone={reminder.kind === 'overdue' || reminder.kind === 'escalated' ? 'danger' : 'warn'} shape="alert">
              {t(`workbench.reminder.${reminder.kind}`)}
            </Badge>
          </div>
          <p className="text-muted text-sm">
            {reminder.number} · {t('task.dueBy')} <DateTime value={reminder.dueAt} precision="day" />
          </p>
        </li>
      ))}
    </ol>
  );
}
