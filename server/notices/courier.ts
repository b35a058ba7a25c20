import type { NoticeChannel, NoticeKind } from '#server/domain/notices.ts';

/** What is sent to one person: words of the message catalogue, number, title and link; nothing of the application. */
export type Letter = {
  /** Of the message; the same for every try, and never sent twice. */
  readonly id: string;
  readonly to: { readonly account: string; readonly name: string; readonly email: string };
  readonly language: 'zh-CN' | 'en';
  readonly subject: string;
  readonly text: string;
  readonly items: readonly LetterItem[];
  readonly at: Date;
};

export type LetterItem = {
  readonly kind: NoticeKind;
  readonly title: string;
  readonly todo: string;
  readonly number: string;
  readonly caseTitle: string;
  readonly dueAt: string | null;
  readonly link: string;
};

/**
 * How a try ended. `refused`: it was answered that it never will be taken; `failed`: it surely was not taken, and may be
 * tried again; `unclear`: the answer is missing, and it may have been taken.
 */
export type Posted = { readonly end: 'taken' } | { readonly end: 'refused' | 'failed' | 'unclear'; readonly why: string };

/** One way out of the product. */
export type Courier = { readonly channel: NoticeChannel; post(letter: Letter): Promise<Posted> };

/** Faults before anything was said to the other side. */
const NEVER_REACHED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

export function neverReached(code: unknown): boolean {
  return typeof code === 'string' && NEVER_REACHED.includes(code);
}
