import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { SelectField, TextField } from '#app/components/ui/field.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';
import { LANGUAGES } from '#app/lib/language.ts';
import type { Refused } from '#app/lib/respond.ts';
import { typedText } from '#app/lib/typed-text.ts';
import type { NoticeChannel, NoticeKind } from '#server/domain/notices.ts';
import type { NoticeSettingsView } from '#server/queries/notice-settings.ts';

type SettingsPageProps = { settings: NoticeSettingsView; refused: Refused | undefined };

const CHANNELS: readonly NoticeChannel[] = ['email', 'webhook'];
const MODES = ['at_once', 'digest', 'off'] as const;

/** By which way I am told of what: one plain form, so it works without scripts too. */
export function SettingsPage({ settings, refused }: SettingsPageProps) {
  const { t } = useTranslation();
  const busy = useNavigation().state === 'submitting';
  return (
    <>
      <PageHeader title={t('noticeSettings.title')} lead={t('noticeSettings.lead')} />
      <div className="mb-4 grid gap-2">
        {settings.channels.includes('email') ? null : <Banner title={t('noticeSettings.noEmail')} />}
        {settings.channels.includes('webhook') ? null : <Banner title={t('noticeSettings.noWebhook')} />}
      </div>
      <Form method="post" noValidate preventScrollReset className="grid gap-4">
        <CsrfField />
        <Panel title={t('noticeSettings.where')}>
          <div className="grid gap-4 md:grid-cols-2">
            <TextField
              id="email"
              name="email"
              type="email"
              autoComplete="email"
              maxLength={254}
              label={t('noticeSettings.email')}
              hint={t('noticeSettings.emailHint')}
              error={refused?.fields['email']}
              defaultValue={typedText(refused, 'email') ?? settings.email}
            />
            <SelectField
              id="language"
              name="language"
              label={t('noticeSettings.language')}
              options={LANGUAGES.map((value) => ({ value, label: t(`shell.languages.${value}`) }))}
              defaultValue={settings.language}
            />
            <SelectField
              id="digestAt"
              name="digestAt"
              label={t('noticeSettings.digestAt')}
              hint={t('noticeSettings.digestHint')}
              error={refused?.fields['digestAt']}
              options={settings.digestHours.map((value) => ({ value, label: value }))}
              defaultValue={settings.digestAt}
            />
            <div>
              <label className="flex items-center gap-2 font-medium">
                <input type="checkbox" name="quiet" defaultChecked={settings.quiet} className="accent-accent size-4" />
                {t('noticeSettings.quiet')}
              </label>
              <p className="text-muted mt-1 text-sm">{t('noticeSettings.quietHint')}</p>
            </div>
          </div>
        </Panel>
        <Panel flush title={t('noticeSettings.kinds')}>
          <Table
            caption={t('noticeSettings.kinds')}
            rows={settings.kinds}
            rowKey={(kind) => kind}
            columns={[
              { key: 'kind', label: t('noticeSettings.kind'), primary: true, cell: (kind) => t(`noticeSettings.kindNames.${kind}`) },
              { key: 'product', label: t('noticeSettings.product'), cell: (kind) => <InProduct kind={kind} settings={settings} /> },
              ...CHANNELS.map((channel) => ({
                key: channel,
                label: t(`noticeSettings.channel.${channel}`),
                cell: (kind: NoticeKind) => <Mode kind={kind} channel={channel} settings={settings} />,
              })),
            ]}
          />
        </Panel>
        <div>
          <Button type="submit" tone="primary" busy={busy}>
            {t('noticeSettings.save')}
          </Button>
        </div>
      </Form>
    </>
  );
}

type ChoiceProps = { kind: NoticeKind; settings: NoticeSettingsView };

function InProduct({ kind, settings }: ChoiceProps) {
  const { t } = useTranslation();
  if (settings.demanded.includes(kind)) return <span className="text-muted text-sm">{t('noticeSettings.always')}</span>;
  return (
    <label className="flex items-center gap-2">
      <input type="checkbox" name={`${kind}.product`} defaultChecked={settings.choices[kind].product} className="accent-accent size-4" />
      <span>
        <span className="sr-only">{t(`noticeSettings.kindNames.${kind}`)} </span>
        {t('noticeSettings.on')}
      </span>
    </label>
  );
}

function Mode({ kind, channel, settings }: ChoiceProps & { channel: NoticeChannel }) {
  const { t } = useTranslation();
  return (
    <SelectField
      id={`${kind}-${channel}`}
      name={`${kind}.${channel}`}
      hideLabel
      label={`${t(`noticeSettings.kindNames.${kind}`)} ${t(`noticeSettings.channel.${channel}`)}`}
      options={MODES.map((value) => ({ value, label: t(`noticeSettings.mode.${value}`) }))}
      defaultValue={settings.choices[kind][channel]}
    />
  );
}
