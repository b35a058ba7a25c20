import { addAttachment } from './commands/add-attachment.ts';
import { claimInterfaceSecret } from './commands/claim-interface-secret.ts';
import type { ClaimedSecret } from './commands/claim-interface-secret.ts';
import { decideTask } from './commands/decide-task.ts';
import { deleteDraft } from './commands/delete-draft.ts';
import { fileCase } from './commands/file-case.ts';
import { setCalendarDay } from './commands/set-calendar-day.ts';
import { retryIncident } from './commands/retry-incident.ts';
import { retryMessage } from './commands/retry-message.ts';
import { requestExtension } from './commands/request-extension.ts';
import { saveDraft } from './commands/save-draft.ts';
import { withdrawCase } from './commands/withdraw-case.ts';
import { may } from './auth/ability.ts';
import type { Db } from './db/transact.ts';
import type { Actor } from './domain/actor.ts';
import { rolesOf } from './domain/actor.ts';
import { refuse } from './domain/refusal.ts';
import type { Refusal } from './domain/refusal.ts';
import { onceOnly } from './http/once-only.ts';
import type { PageRequest } from './http/page-request.ts';
import type { Services } from './http/services.ts';
import { applicationStart } from './queries/application-start.ts';
import { applicationWarnings } from './queries/application-warnings.ts';
import { calendarYear } from './queries/calendar-year.ts';
import { caseStart } from './queries/case-start.ts';
import { caseDetails } from './queries/case-details.ts';
import { caseList } from './queries/case-list.ts';
import { catalogue } from './queries/catalogue.ts';
import { demoAccounts } from './queries/demo-accounts.ts';
import type { DemoGroup } from './queries/demo-accounts.ts';
import { drafts } from './queries/drafts.ts';
import { engineHealth } from './queries/engine-health.ts';
import type { EngineHealth } from './queries/engine-health.ts';
import { entryDetails } from './queries/entry-details.ts';
import { grantDetails, grantList } from './queries/grants.ts';
import { inbox } from './queries/inbox.ts';
import { inboxCounts } from './queries/inbox-counts.ts';
import { openNotices } from './queries/open-notices.ts';
import { openSelfCheck } from './queries/open-self-check.ts';
import { taskDetails } from './queries/task-details.ts';
import { workbench } from './queries/workbench.ts';

const QUERIES = {
  applicationStart,
  applicationWarnings,
  calendarYear,
  caseDetails,
  caseStart,
  caseList,
  catalogue,
  drafts,
  entryDetails,
  grantDetails,
  grantList,
  inbox,
  inboxCounts,
  openNotices,
  openSelfCheck,
  taskDetails,
  workbench,
};
const COMMANDS = {
  addAttachment,
  decideTask,
  deleteDraft,
  fileCase,
  requestExtension,
  retryMessage,
  saveDraft,
  setCalendarDay,
  withdrawCase,
};

type Use = (db: Db, actor: Actor, input: never) => Promise<unknown>;
/** The same function with database and person already in it. */
type Bound<F extends Use> = Parameters<F> extends [Db, Actor, infer Input] ? (input: Input) => ReturnType<F> : () => ReturnType<F>;
type BoundAll<Table extends Record<string, Use>> = { readonly [Name in keyof Table]: Bound<Table[Name]> };

/** What loaders and actions get: the request, and every command and query with the person already in it. */
export type AppContext = PageRequest & {
  readonly engineUp: boolean;
  readonly mayOperate: boolean;
  readonly mayRetry: boolean;
  readonly mayKeepCalendar: boolean;
  /** The server's clock, ISO: those of people's machines are often wrong. */
  readonly now: string;
  readonly roles: readonly string[];
  /** In demo mode the accounts to try; nobody otherwise. */
  readonly demoAccounts: () => Promise<readonly DemoGroup[]>;
  readonly processNames: () => readonly { readonly key: string; readonly name: string }[];
  readonly queries: BoundAll<typeof QUERIES> & { readonly engineHealth: () => Promise<EngineHealth | Refusal> };
  readonly commands: BoundAll<typeof COMMANDS> & {
    /** Its answer is a secret, so it is not kept for a repeated post. */
    readonly claimInterfaceSecret: (input: { readonly grantId: string }) => Promise<ClaimedSecret | Refusal>;
    readonly retryIncident: (input: { readonly id: string }) => Promise<{ readonly id: string } | Refusal>;
  };
};

export function contextFor({ db, engine }: Services, page: PageRequest): AppContext {
  const { actor } = page;
  return {
    ...page,
    engineUp: engine.client() !== null,
    mayOperate: actor !== null && may(actor, 'read', 'Operations', {}),
    mayRetry: actor !== null && may(actor, 'retry', 'Operations', {}),
    mayKeepCalendar: actor !== null && may(actor, 'edit', 'Calendar', {}),
    now: db.now().toISOString(),
    roles: actor === null ? [] : rolesOf(actor),
    demoAccounts: async () => (page.mode === 'demo' ? demoAccounts(db) : []),
    processNames: () => db.reference.releases.map((release) => ({ key: release.processKey, name: release.definition.title })),
    queries: {
      ...bindAll(QUERIES, db, actor),
      engineHealth: async () => (actor === null ? signedOut() : engineHealth(db, actor, engine.health())),
    },
    commands: {
      ...bindAll(page.onceKey === null ? COMMANDS : onceOnly(COMMANDS, page.onceKey), db, actor),
      claimInterfaceSecret: async (input) => (actor === null ? signedOut() : claimInterfaceSecret(db, actor, input)),
      async retryIncident(input) {
        if (actor === null) return signedOut();
        return engine.client() === null ? refuse('wrong_state', { reason: 'engine_away' }) : retryIncident(db, actor, engine.repair, input);
      },
    },
  };
}

function bindAll<Table extends Record<string, Use>>(table: Table, db: Db, actor: Actor | null): BoundAll<Table> {
  const bound = Object.entries(table).map(([name, use]) => [name, bind(use, db, actor)]);
  // One cast for all: the mapped type says of every function what `bind` does to it.
  return Object.fromEntries(bound) as BoundAll<Table>;
}

/** A page without a session does nothing: its post is answered as such, so that the text on it survives. */
function bind(use: Use, db: Db, actor: Actor | null): (input: never) => Promise<unknown> {
  return async (input) => (actor === null ? signedOut() : use(db, actor, input));
}

function signedOut(): Refusal {
  return refuse('unauthenticated', { reason: 'session_ended' });
}

declare module '@remix-run/node' {
  interface AppLoadContext extends AppContext {}
}
