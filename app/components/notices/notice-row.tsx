import { Form } from '@remix-run/react';
import { Check } from 'lucide-react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Badge, type Shape, type Tone } from '#app/components/ui/badge.tsx';
import { buttonClass } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { LIST_ITEM } from '#app/lib/keyboard.ts';
import type { NoticeKind } from '#server/domain/notices.ts';
import type { NoticeView } from '#server/queries/notifications.ts';

/** With its words, which the server has: they are the same in what is sent. */
export type WordedNotice = NoticeView & { readonly title: string; readonly todo: string };

/** What happened, about what, and what to do. A press on it is a post, since opening it reads it: also without scripts. */
export function NoticeRow({ notice }: { notice: WordedNotice }) {
  const { t } = useTranslation();
  const unread = notice.readAt === null;
  const { title } = notice;
  return (
    <li className="border-line hover:bg-sunken flex items-start gap-2 border-b px-4 py-2 last:border-b-0">
      <Form method="post" className="min-w-0 flex-1">
        <CsrfField />
        <input type="hidden" name="intent" value="open" />
        <input type="hidden" name="to" value={notice.link} />
        <button
          name="id"
          value={notice.id}
          {...LIST_ITEM}
          aria-label={t('notices.open', { title: `${title} ${notice.case.title} ${notice.case.number}` })}
          className="block w-full text-left"
        >
          <span className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
            <span className={`min-w-0 truncate ${unread ? 'font-semibold' : ''}`}>{title}</span>
            <span className="flex shrink-0 items-center gap-1">
              {unread ? (
                <Badge tone={LOOKS[notice.kind].tone} shape={LOOKS[notice.kind].shape}>
                  {t('notices.unread')}
                </Badge>
              ) : null}
              <DateTime value={notice.at} className="text-muted text-xs" />
            </span>
          </span>
          <span className="block truncate">{notice.case.title}</span>
          <span className="text-muted block text-sm">
            {notice.case.number}
            {notice.task?.dueAt == null || !unread ? null : (
              <>
                {' · '}
                {t('task.dueBy')} <DateTime value={notice.task.dueAt} precision="day" />
              </>
            )}
            {' · '}
            {notice.todo}
          </span>
        </button>
      </Form>
      {unread ? (
        <Form method="post" preventScrollReset>
          <CsrfField />
          <input type="hidden" name="intent" value="read" />
          <button
            name="id"
            value={notice.id}
            title={t('notices.read')}
            aria-label={t('notices.readNamed', { title: `${title} ${notice.case.number}` })}
            className={buttonClass('quiet', 'icon')}
          >
            <Check aria-hidden="true" className="size-4" />
          </button>
        </Form>
      ) : null}
    </li>
  );
}

const NEWS = { tone: 'accent', shape: 'dot' } as const;
const PRESSING = { tone: 'danger', shape: 'alert' } as const;
const SOON = { tone: 'warn', shape: 'alert' } as const;

const LOOKS: Readonly<Record<NoticeKind, { tone: Tone; shape: Shape }>> = {
  task_offered: NEWS,
  task_due: SOON,
  task_overdue: PRESSING,
  supplement: SOON,
  reply: NEWS,
  case_changed: NEWS,
  grant_ends: SOON,
  copied: NEWS,
  urged: PRESSING,
};
