import { useTranslation } from '#app/lib/translation.tsx';
import { eventName, outcomeName, roleName } from '#app/lib/codes.ts';
import type { TimelineItem } from '#server/queries/case-record.ts';
import type { Shape, Tone } from '#app/components/ui/badge.tsx';
import { Timeline, type TimelineEntry } from '#app/components/ui/timeline.tsx';
import { outcomeLook } from '#app/components/task/outcome-badge.tsx';

/** Bookkeeping of clocks and tasks stays in the record, but people look for what somebody did. */
const UNTOLD = ['task.created', 'clock.started', 'clock.ended', 'clock.reminded', 'attachment.added', 'document.issued'];

/** Called by the step's own name: what was done stands beside it. */
const OF_THE_STEP = ['task.decided', 'task.cancelled', 'task.signed', 'task.returned'];

const LOOKS: Readonly<Record<string, { tone: Tone; shape: Shape }>> = {
  'case.filed': { tone: 'accent', shape: 'dot' },
  'case.withdrawn': { tone: 'neutral', shape: 'dash' },
  'case.lapsed': { tone: 'warn', shape: 'dash' },
  'case.refused': { tone: 'danger', shape: 'cross' },
  'case.quarantined': { tone: 'danger', shape: 'alert' },
  'consultation.silent': { tone: 'warn', shape: 'dash' },
  'review.recorded': { tone: 'ok', shape: 'check' },
  'case.stopped': { tone: 'danger', shape: 'cross' },
  'clock.stopped': { tone: 'neutral', shape: 'pause' },
  'clock.overdue': { tone: 'danger', shape: 'alert' },
  'clock.escalated': { tone: 'danger', shape: 'alert' },
  'grant.activated': { tone: 'ok', shape: 'check' },
  'grant.suspended': { tone: 'danger', shape: 'pause' },
  'grant.restored': { tone: 'ok', shape: 'check' },
  'grant.terminated': { tone: 'danger', shape: 'cross' },
  'entry.refreshed': { tone: 'ok', shape: 'check' },
  'entry.postponed': { tone: 'warn', shape: 'pause' },
  'review.reevaluated': { tone: 'ok', shape: 'check' },
  'grant.renewed': { tone: 'ok', shape: 'check' },
};

export function CaseTimeline({ items }: { items: readonly TimelineItem[] }) {
  const { t } = useTranslation();
  const entries = items
    .filter(({ type }) => !UNTOLD.includes(type))
    .toReversed()
    .map((item): TimelineEntry => {
      const look = item.outcome === null ? (LOOKS[item.type] ?? { tone: 'neutral', shape: 'ring' }) : outcomeLook(item.outcome);
      const words = [item.opinion, item.basis === '' ? '' : `${t('task.basis')}${t('common.colon')}${item.basis}`].filter(
        (word) => word !== '',
      );
      return {
        id: item.id,
        at: item.at,
        ...look,
        title: titleOf(item, t),
        ...by(item, t),
        ...(words.length === 0 ? {} : { body: words.join('\n') }),
      };
    });
  return <Timeline entries={entries} />;
}

type Texts = ReturnType<typeof useTranslation>['t'];

function titleOf(item: TimelineItem, t: Texts): string {
  const what = OF_THE_STEP.includes(item.type) ? (item.elementName ?? eventName(t, item.type)) : eventName(t, item.type);
  return item.outcome === null ? what : `${what}${t('common.colon')}${outcomeName(t, item.outcome)}`;
}

function by(item: TimelineItem, t: Texts): { by?: string } {
  if (item.by === null) return {};
  const who = item.actingFor === null ? item.by : t('people.deputyFor', { deputy: item.by, principal: item.actingFor });
  return { by: item.actingAs === null ? who : `${who} · ${item.actingAs.organisation} ${roleName(t, item.actingAs.role)}` };
}
