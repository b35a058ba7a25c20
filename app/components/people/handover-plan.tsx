import { Form, useNavigation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { TextField } from '#app/components/ui/field.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { roleName } from '#app/lib/codes.ts';
import type { Refused } from '#app/lib/respond.ts';
import type { HandoverPlan } from '#server/queries/handover-preview.ts';

type HandoverPlanProps = { plan: HandoverPlan; leaver: string; successor: string; whyNot: string | null; refused: Refused | undefined };

export function HandoverPlanPanel({ plan, leaver, successor, whyNot, refused }: HandoverPlanProps) {
  const { t } = useTranslation();
  const busy = useNavigation().state === 'submitting';
  const { posts, tasks, drafts, files, deputies } = plan;
  return (
    <Panel title={t('people.handover.plan')}>
      <div className="grid gap-4 md:grid-cols-3">
        <Part title={t('people.handover.posts', { number: posts.length })}>
          {posts.map(({ role, to, heldAlready }) => (
            <li key={role}>
              {t('people.handover.post', { role: roleName(t, role), to: to ?? t('people.handover.postOpen') })}
              {heldAlready ? <span className="text-muted block text-sm">{t('people.handover.heldAlready')}</span> : null}
            </li>
          ))}
          {deputies === 0 ? null : <li>{t('people.handover.deputies', { number: deputies })}</li>}
        </Part>
        <Part title={t('people.handover.tasks', { number: tasks.length })}>
          {tasks.length === 0 ? <li className="text-muted">{t('people.handover.tasksNone')}</li> : null}
          {tasks.map(({ id, name, number, barsSuccessor }) => (
            <li key={id}>
              {name} · {number}
              {barsSuccessor ? <span className="text-danger block text-sm font-medium">{t('people.handover.bars')}</span> : null}
            </li>
          ))}
        </Part>
        <Part title={t('people.handover.drafts', { number: drafts.length })}>
          {drafts.length === 0 ? <li className="text-muted">{t('people.handover.draftsNone')}</li> : null}
          {drafts.map((title, index) => (
            <li key={`${index} ${title}`}>{title}</li>
          ))}
          {files === 0 ? null : <li>{t('people.handover.files', { number: files })}</li>}
        </Part>
      </div>
      <div className="mt-4">
        {whyNot === null ? (
          <Form method="post" noValidate preventScrollReset className="grid gap-3">
            <CsrfField />
            <input type="hidden" name="leaver" value={plan.leaverId} />
            <input type="hidden" name="successor" value={plan.successorId} />
            <input type="hidden" name="fingerprint" value={plan.fingerprint} />
            <TextField id="reason" name="reason" label={t('people.reason')} required maxLength={300} error={refused?.fields['reason']} />
            <div className="flex flex-wrap items-center justify-between gap-3">
              <p className="max-w-prose font-medium">{t('people.handover.after', { leaver, successor })}</p>
              <Button type="submit" tone="danger" busy={busy}>
                {t('people.handover.confirm')}
              </Button>
            </div>
          </Form>
        ) : (
          <Banner tone="warn" title={t('people.handover.cannot')}>
            {whyNot}
          </Banner>
        )}
      </div>
    </Panel>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 font-medium">{title}</h3>
      <ul className="grid gap-1">{children}</ul>
    </section>
  );
}
