import { createHmac } from 'node:crypto';
import type { Courier, Letter, Posted } from './courier.ts';
import { neverReached } from './courier.ts';

export type WebhookSettings = { readonly url: string; readonly secret: string };

const TIMEOUT_MS = 15_000;

/**
 * What the other side checks: HMAC-SHA256, with the shared secret, over `<timestamp>.<body>`, in hex after `v1=`. Whoever
 * receives it refuses a timestamp more than 300 seconds from its own clock, and an id that it has seen.
 */
function signatureOf(secret: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

/** Notices by the city's own messenger or text-message gateway. */
export function openWebhook({ url, secret }: WebhookSettings): Courier {
  return {
    channel: 'webhook',
    async post(letter): Promise<Posted> {
      const body = JSON.stringify(bodyOf(letter));
      const timestamp = String(Math.floor(letter.at.getTime() / 1000));
      try {
        const answer = await fetch(url, {
          method: 'POST',
          redirect: 'manual',
          signal: AbortSignal.timeout(TIMEOUT_MS),
          headers: {
            'Content-Type': 'application/json; charset=utf-8',
            'X-Gongkai-Message': letter.id,
            'X-Gongkai-Timestamp': timestamp,
            'X-Gongkai-Signature': signatureOf(secret, timestamp, body),
          },
          body,
        });
        await answer.body?.cancel();
        return endOf(answer.status);
      } catch (error) {
        const cause: unknown = error instanceof Error ? error.cause : null;
        const code: unknown = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'code') : null;
        return { end: neverReached(code) ? 'failed' : 'unclear', why: typeof code === 'string' ? code : String(error) };
      }
    },
  };
}

function bodyOf({ id, to, language, subject, text, items }: Letter) {
  return { id, to: { account: to.account, name: to.name }, language, subject, text, items };
}

/** A gateway that is overloaded or restarts says so; whatever else is no success will be none tomorrow. */
function endOf(status: number): Posted {
  if (status >= 200 && status < 300) return { end: 'taken' };
  const why = `HTTP ${status}`;
  return { end: status >= 500 || status === 408 || status === 425 || status === 429 ? 'failed' : 'refused', why };
}
