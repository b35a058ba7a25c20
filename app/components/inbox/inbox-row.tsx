import { NavLink, useLocation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import type { InboxItem } from '#server/queries/inbox.ts';
import { LIST_ITEM } from '#app/lib/keyboard.ts';
import { CaseStateBadge, isCaseState } from '#app/components/case/case-state-badge.tsx';
import { Badge } from '#app/components/ui/badge.tsx';
import { ClockBadge } from '#app/components/ui/clock-badge.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { OutcomeBadge } from '#app/components/task/outcome-badge.tsx';

/** While several are chosen: what was opened, and what of it is chosen. */
export type Choice = {
  opened: Readonly<Record<string, number>>;
  chosen: readonly string[];
  toggle: (taskId: string) => void;
};

type InboxRowProps = { item: InboxItem; isNew: boolean; isGone: boolean; choice?: Choice | null };

/** What must I do, for which case, until when: in this order, in three lines. */
export function InboxRow({ item, isNew, isGone, choice = null }: InboxRowProps) {
  const { t } = useTranslation();
  const { search } = useLocation();
  const isCase = item.id === item.case.id;
  return (
    <li className={isNew ? 'animate-arrive' : undefined}>
      {choice === null ? null : <Chooser item={item} choice={choice} />}
      <NavLink
        to={isCase ? `/cases/${item.id}` : `/inbox/${item.id}${search}`}
        prefetch="intent"
        preventScrollReset
        {...LIST_ITEM}
        className={({ isActive }) =>
          `border-line relative block border-b py-2 pr-3 pl-4 no-underline -outline-offset-2 ${
            isActive ? 'bg-accent-soft before:bg-accent before:absolute before:inset-y-0 before:left-0 before:w-[3px]' : 'hover:bg-sunken'
          } ${isGone ? 'opacity-60' : ''}`
        }
      >
        <span className="flex items-center justify-between gap-2">
          <span className="text-ink truncate font-medium">{item.name}</span>
          <span className="flex shrink-0 items-center gap-1">
            {isNew ? (
              <Badge tone="accent" shape="dot">
                {t('inbox.isNew')}
              </Badge>
            ) : null}
            {item.copyReason ? <Badge>{item.copyReason}</Badge> : null}
            {isGone ? <Badge shape="dash">{t('inbox.gone')}</Badge> : <RowState item={item} />}
          </span>
        </span>
        <span className="text-ink mt-0.5 block truncate">
          {isCase ? t('task.fromTo', { applicant: item.applicantName, provider: item.providerName }) : item.case.title}
        </span>
        <span className="text-muted mt-0.5 flex justify-between gap-3 text-sm">
          <span className="truncate">
            {item.case.number} · {item.applicantName}
          </span>
          <DateTime value={item.createdAt} precision="day" className="shrink-0 text-xs leading-5" />
        </span>
      </NavLink>
    </li>
  );
}

/** Only what was opened can be chosen: nobody decides what they have not read. */
function Chooser({ item, choice }: { item: InboxItem; choice: Choice }) {
  const { t } = useTranslation();
  if (choice.opened[item.id] === undefined) return <p className="text-muted px-4 pt-2 text-sm">{t('inbox.chooseUnread')}</p>;
  return (
    <label className="flex items-center gap-2 px-4 pt-2 text-sm pointer-coarse:min-h-11">
      <input
        type="checkbox"
        checked={choice.chosen.includes(item.id)}
        onChange={() => choice.toggle(item.id)}
        className="accent-accent size-4 pointer-coarse:size-6"
      />
      {t('inbox.chooseOne', { title: item.case.title, number: item.case.number })}
    </label>
  );
}

function RowState({ item }: { item: InboxItem }) {
  if (item.outcome !== null) return <OutcomeBadge outcome={item.outcome} />;
  // A case that has ended has no time limit; one that runs has its clock.
  if (isCaseState(item.state) && item.state !== 'submitted') return <CaseStateBadge state={item.state} />;
  return <ClockBadge clock={item.clock} />;
}
