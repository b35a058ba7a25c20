import type { AppLoadContext } from '@remix-run/node';
import type { flashOf } from './flash.ts';
import type { languageOf, themeOf } from './preferences.ts';

/** What the root gives to every page. */
export type ShellData = ReturnType<typeof shellData> & {
  /** Notices that wait to be read. */
  readonly unread: number;
  /** Ids of the entries that the person has collected; null for who may apply for nothing. */
  readonly basket: readonly string[] | null;
  readonly language: ReturnType<typeof languageOf>;
  readonly theme: ReturnType<typeof themeOf>;
  readonly flash: ReturnType<typeof flashOf>;
};

/** What every page shows around its content; nothing here may be slow, each page waits for it. */
export function shellData({
  actor,
  csrf,
  mode,
  engineUp,
  mayOperate,
  adminPages,
  maySupervise,
  mayReadReviews,
  leads,
  roles,
  now,
}: AppLoadContext) {
  return {
    now,
    csrf,
    mode,
    engineUp,
    actor:
      actor === null
        ? null
        : {
            id: actor.accountId,
            name: actor.name,
            organisation: actor.organisationName,
            roles,
            mayOperate,
            adminPages,
            maySupervise,
            mayReadReviews,
            leads,
          },
  };
}
