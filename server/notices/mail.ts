import { createTransport } from 'nodemailer';
import type { Courier, Posted } from './courier.ts';
import { neverReached } from './courier.ts';

export type MailSettings = {
  /** smtp:// or smtps://, with user and password where the server wants them. */
  readonly url: string;
  readonly from: string;
  /** Of this installation; its host stands in the message ids. */
  readonly publicUrl: string;
};

const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, dnsTimeout: 10_000, socketTimeout: 20_000 };

/** Mail through the city's own server. Each message has the id of its row, so that no mail server takes it for another. */
export function openMail({ url, from, publicUrl }: MailSettings): Courier {
  const transport = createTransport({ url, ...TIMEOUTS, disableFileAccess: true, disableUrlAccess: true });
  const host = new URL(publicUrl).hostname;
  return {
    channel: 'email',
    async post(letter): Promise<Posted> {
      try {
        await transport.sendMail({
          from,
          to: { name: letter.to.name, address: letter.to.email },
          messageId: `<${letter.id}@${host}>`,
          date: letter.at,
          subject: letter.subject,
          text: letter.text,
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': letter.language },
        });
        return { end: 'taken' };
      } catch (error) {
        return endOf(error);
      }
    },
  };
}

/** Faults that come before the message itself is handed over. */
const BEFORE_MESSAGE = ['EAUTH', 'ENOAUTH', 'ETLS', 'EDNS', 'EENVELOPE', 'ECONFIG', 'EREQUIRETLS'];

function endOf(error: unknown): Posted {
  const fault = new Map(typeof error === 'object' && error !== null ? Object.entries(error) : []);
  const [code, answer] = [fault.get('code'), fault.get('responseCode')];
  const why = error instanceof Error ? error.message : String(error);
  // Refusals for good start with 5; a login that fails is the operators' to mend.
  if (typeof answer === 'number') return { end: answer >= 500 && code !== 'EAUTH' ? 'refused' : 'failed', why };
  const unsent = neverReached(fault.get('errno')) || BEFORE_MESSAGE.includes(String(code)) || fault.get('syscall') === 'connect';
  return { end: unsent || /^(Connection timeout|Greeting never received)/.test(why) ? 'failed' : 'unclear', why };
}
