import type { Config } from '#server/config.ts';
import type { Courier } from './courier.ts';
import { openMail } from './mail.ts';
import { openWebhook } from './webhook.ts';

/** The ways out that are configured. */
export function openCouriers({ mail, webhook, publicUrl }: Pick<Config, 'mail' | 'webhook' | 'publicUrl'>): Courier[] {
  return [
    ...(mail === null || publicUrl === null ? [] : [openMail({ ...mail, publicUrl })]),
    ...(webhook === null ? [] : [openWebhook(webhook)]),
  ];
}
