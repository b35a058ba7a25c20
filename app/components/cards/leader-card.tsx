import type { ReactNode } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { AppliedItems, ApplicationPanel } from '#app/components/case/application-panel.tsx';
import { ReplyPanel } from '#app/components/case/reply-panel.tsx';
import { OutcomeBadge } from '#app/components/task/outcome-badge.tsx';
import { Badge } from '#app/components/ui/badge.tsx';
import { ClockBadge } from '#app/components/ui/clock-badge.tsx';
import { risksOf } from '#app/lib/card-risks.ts';
import { methodName, roleName } from '#app/lib/codes.ts';
import type { Refused } from '#app/lib/respond.ts';
import type { Card } from '#server/queries/cards.ts';
import type { TaskDetails } from '#server/queries/task-details.ts';
import { CardForm } from './card-form.tsx';

type LeaderCardProps = { card: Card; next: string | null; refused: Refused | undefined };

const REASONS = ['purpose', 'scenario', 'scope', 'dutyBasis'] as const;

/** Who asks for what, why, what the staff think, how risky it is, and what happens when I sign: in this order, on one screen. */
export function LeaderCard({ card, next, refused }: LeaderCardProps) {
  const { t } = useTranslation();
  const { task } = card;
  const { application } = task;
  const method = application.answers['method'];
  const reasons = REASONS.flatMap((key) => {
    const text = application.answers[key];
    return typeof text === 'string' && text !== '' ? [{ key, text }] : [];
  });
  return (
    <article className="bg-surface border-line @container grid gap-4 rounded-lg border p-4">
      <header>
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h2 className="text-lg font-semibold">{task.name}</h2>
          <ClockBadge clock={task.clock} />
        </div>
        <p className="mt-1 text-base font-medium">
          {t('cards.asks', { applicant: task.case.applicant, provider: task.case.provider, title: task.case.title })}
        </p>
        <p className="text-muted text-sm">{task.case.number}</p>
      </header>
      <Risks task={task} />
      <Section title={t('cards.what')} note={typeof method === 'string' ? methodName(t, method) : null}>
        <AppliedItems application={application} />
      </Section>
      {reasons.length === 0 ? null : (
        <Section title={t('cards.why')}>
          <dl className="grid gap-1">
            {reasons.map(({ key, text }) => (
              <div key={key} className="grid grid-cols-[4.5rem_minmax(0,1fr)]">
                <dt className="text-muted">{t(`cards.${key}`)}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      <Section title={t('cards.staff')}>
        <Opinions task={task} />
      </Section>
      <ReplyPanel reply={task.reply} application={application} />
      <details>
        <summary className="text-accent font-medium">{t('cards.whole')}</summary>
        <div className="mt-2">
          <ApplicationPanel application={application} changes={task.changes} />
        </div>
      </details>
      <CardForm card={card} next={next} refused={refused} />
    </article>
  );
}

function Section({ title, note = null, children }: { title: string; note?: string | null; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 flex flex-wrap items-baseline justify-between gap-2 font-semibold">
        {title}
        {note === null ? null : <span className="text-muted text-sm font-normal">{note}</span>}
      </h3>
      {children}
    </section>
  );
}

function Risks({ task }: { task: TaskDetails }) {
  const { t } = useTranslation();
  const risks = risksOf(t, task);
  return (
    <section aria-label={t('cards.risk')} className="flex flex-wrap items-center gap-1.5">
      <span className="text-muted text-sm">{t('cards.risk')}</span>
      {risks.length === 0 ? <span className="text-sm">{t('cards.riskNone')}</span> : null}
      {risks.map(({ text, tone }) => (
        <Badge key={text} tone={tone} shape="alert">
          {text}
        </Badge>
      ))}
    </section>
  );
}

/** Everybody who has signed in this case, in their words. */
function Opinions({ task }: { task: TaskDetails }) {
  const { t } = useTranslation();
  const signed = task.timeline.filter(({ type, outcome }) => type === 'task.decided' && outcome !== null);
  if (signed.length === 0) return <p className="text-muted">{t('cards.staffNone')}</p>;
  return (
    <ol className="grid gap-2">
      {signed.map((item) => (
        <li key={item.id} className="border-line border-l-2 pl-3">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
            {item.outcome === null ? null : <OutcomeBadge outcome={item.outcome} />}
            <span>{item.by}</span>
            {item.actingAs === null ? null : (
              <span className="text-muted">
                {item.actingAs.organisation} {roleName(t, item.actingAs.role)} · {item.elementName}
              </span>
            )}
          </p>
          {item.opinion === '' ? null : <p className="mt-0.5 whitespace-pre-wrap">{item.opinion}</p>}
        </li>
      ))}
    </ol>
  );
}
