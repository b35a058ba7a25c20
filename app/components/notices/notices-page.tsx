import { Form } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Pager } from '#app/components/ui/pager.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Tabs } from '#app/components/ui/tabs.tsx';
import { capped } from '#app/lib/capped.ts';
import { useShell } from '#app/lib/shell.tsx';
import { NoticeRow, type WordedNotice } from './notice-row.tsx';

type NoticesPageProps = { notices: readonly WordedNotice[]; next: string | null; box: 'unread' | 'all' };

/** What I was told, the newest first. Opening one reads it; what its task's end made pointless has been read by itself. */
export function NoticesPage({ notices, next, box }: NoticesPageProps) {
  const { t } = useTranslation();
  const unread = useShell()?.unread ?? 0;
  const [newest] = notices;
  const tabs = (['unread', 'all'] as const).map((name) => ({
    to: name === 'unread' ? '/notifications' : '/notifications?box=all',
    label: t(`notices.box.${name}`),
    current: box === name,
    count: name === 'unread' ? capped(unread) : null,
  }));
  return (
    <>
      <PageHeader
        title={t('notices.title')}
        actions={
          <>
            {unread === 0 || newest === undefined ? null : (
              <Form method="post">
                <CsrfField />
                <input type="hidden" name="upTo" value={newest.at} />
                <Button type="submit" name="intent" value="all">
                  {t('notices.readAll')}
                </Button>
              </Form>
            )}
            <LinkButton to="/notifications/settings">{t('notices.settings')}</LinkButton>
          </>
        }
      />
      <Panel flush>
        <Tabs label={t('notices.boxes')} tabs={tabs} />
        {notices.length === 0 ? (
          <EmptyState title={t(`notices.empty.${box}`)}>{t('notices.emptyText')}</EmptyState>
        ) : (
          <ol aria-label={t('notices.list')}>
            {notices.map((notice) => (
              <NoticeRow key={notice.id} notice={notice} />
            ))}
          </ol>
        )}
      </Panel>
      <Pager next={next} />
    </>
  );
}
