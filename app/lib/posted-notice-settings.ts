import type { NoticeChannel, NoticeChoice, NoticeKind, NoticeMode, NoticeSettings } from '#server/domain/notices.ts';

const MODES: readonly NoticeMode[] = ['at_once', 'digest', 'off'];

/** What the settings' form says; a choice that nobody knows is none, and what is no address the server refuses. */
export function postedNoticeSettings(form: FormData, kinds: readonly NoticeKind[]): NoticeSettings {
  const choices = kinds.map((kind): [NoticeKind, NoticeChoice] => [
    kind,
    { product: form.has(`${kind}.product`), email: modeOf(form, kind, 'email'), webhook: modeOf(form, kind, 'webhook') },
  ]);
  return {
    email: textOf(form, 'email'),
    language: textOf(form, 'language') === 'en' ? 'en' : 'zh-CN',
    quiet: form.has('quiet'),
    digestAt: textOf(form, 'digestAt'),
    // One entry for each kind there is.
    choices: Object.fromEntries(choices) as Record<NoticeKind, NoticeChoice>,
  };
}

function modeOf(form: FormData, kind: NoticeKind, channel: NoticeChannel): NoticeMode {
  return MODES.find((mode) => mode === form.get(`${kind}.${channel}`)) ?? 'off';
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
