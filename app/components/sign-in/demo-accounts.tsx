import { Form } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { roleName } from '#app/lib/codes.ts';
import type { DemoGroup } from '#server/queries/demo-accounts.ts';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';

const DEMO_PASSWORD = 'gongkai-demo';

/** Invented people, one press each, by department: the departments of the first story stand open, the rest folded. */
export function DemoAccounts({ groups }: { groups: readonly DemoGroup[] }) {
  const { t } = useTranslation();
  const story = groups.filter((group) => group.story);
  const others = groups.filter((group) => !group.story);
  return (
    <section className="bg-surface border-line rounded-lg border p-6">
      <h2 className="text-lg font-semibold">{t('signIn.demoTitle')}</h2>
      <p className="text-muted mt-1 text-sm">{t('signIn.demoText')}</p>
      <Form method="post">
        <CsrfField />
        <input type="hidden" name="password" value={DEMO_PASSWORD} />
        <h3 className="mt-4 mb-2 font-medium">{t('signIn.demoStory')}</h3>
        <div className="grid gap-x-6 gap-y-4 lg:grid-cols-2">
          {story.map((group) => (
            <Department key={group.organisation} group={group} />
          ))}
        </div>
        <details className="group mt-4">
          <summary className="text-accent py-1 font-medium">
            <span aria-hidden="true" className="inline-block w-4 transition-transform group-open:rotate-90">
              ›
            </span>
            {t('signIn.demoAll', { count: others.length })}
          </summary>
          <div className="mt-2 grid gap-x-6 gap-y-4 lg:grid-cols-2">
            {others.map((group) => (
              <Department key={group.organisation} group={group} />
            ))}
          </div>
        </details>
      </Form>
    </section>
  );
}

function Department({ group }: { group: DemoGroup }) {
  const { t } = useTranslation();
  return (
    <section>
      <h4 className="text-muted mb-1 text-sm">{group.organisation}</h4>
      <ul className="grid gap-1">
        {group.accounts.map((account) => (
          <li key={account.username}>
            <button
              name="username"
              value={account.username}
              className="border-line hover:border-accent hover:bg-accent-soft flex w-full items-baseline justify-between gap-3 rounded-md border px-2.5 py-1 text-left pointer-coarse:py-2.5"
            >
              <span className="truncate">{account.name}</span>
              <span className="text-muted shrink-0 text-sm">
                {account.roles.map((role) => roleName(t, role)).join(t('common.separator'))}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
