import { addAttachment } from './commands/add-attachment.ts';
import { addSigner } from './commands/add-signer.ts';
import { claimTask } from './commands/claim-task.ts';
import { confirmImport } from './commands/confirm-import.ts';
import { copyTask } from './commands/copy-task.ts';
import { delegateTask } from './commands/delegate-task.ts';
import { handBackTask } from './commands/hand-back-task.ts';
import { recallDelegation } from './commands/recall-delegation.ts';
import { releaseTask } from './commands/release-task.ts';
import { removeSigner } from './commands/remove-signer.ts';
import { returnTask } from './commands/return-task.ts';
import { takeBackTask } from './commands/take-back-task.ts';
import { transferTask } from './commands/transfer-task.ts';
import { urgeCase } from './commands/urge-case.ts';
import { addPhrase } from './commands/add-phrase.ts';
import { claimInterfaceSecret } from './commands/claim-interface-secret.ts';
import type { ClaimedSecret } from './commands/claim-interface-secret.ts';
import { decideTask } from './commands/decide-task.ts';
import type { Decided, DecideTask } from './commands/decide-task.ts';
import { deleteDraft } from './commands/delete-draft.ts';
import { deletePhrase } from './commands/delete-phrase.ts';
import { dropImport } from './commands/drop-import.ts';
import { endAppointment } from './commands/end-appointment.ts';
import { endDeputy } from './commands/end-deputy.ts';
import { putInRow } from './commands/put-in-row.ts';
import { readNotifications } from './commands/read-notifications.ts';
import { setNoticeSettings } from './commands/set-notice-settings.ts';
import { fileBasket } from './commands/file-basket.ts';
import { putInBasket } from './commands/put-in-basket.ts';
import { takeFromBasket } from './commands/take-from-basket.ts';
import { fileCase } from './commands/file-case.ts';
import { giveAppointment } from './commands/give-appointment.ts';
import { handOver } from './commands/hand-over.ts';
import { importCalendar } from './commands/import-calendar.ts';
import { setCalendarDay } from './commands/set-calendar-day.ts';
import { retryIncident } from './commands/retry-incident.ts';
import { retryMessage } from './commands/retry-message.ts';
import { retryNotice } from './commands/retry-notice.ts';
import { requestExtension } from './commands/request-extension.ts';
import { saveDraft } from './commands/save-draft.ts';
import { setDeputy } from './commands/set-deputy.ts';
import { takeImport } from './commands/take-import.ts';
import { takeFromRow } from './commands/take-from-row.ts';
import { withdrawCase } from './commands/withdraw-case.ts';
import { may, mayEver } from './auth/ability.ts';
import type { Db } from './db/transact.ts';
import type { Actor } from './domain/actor.ts';
import { rolesOf } from './domain/actor.ts';
import { leaderGroups } from './domain/signing-row.ts';
import { refuse } from './domain/refusal.ts';
import type { Refusal } from './domain/refusal.ts';
import { onceOnly } from './http/once-only.ts';
import { putTogether, signCard, signRow } from './http/sign-cards.ts';
import type { SignedItem, TogetherAct } from './http/sign-cards.ts';
import type { PageRequest } from './http/page-request.ts';
import { copyReasonText, noticeTitle, noticeTodo } from './messages/notices.ts';
import type { NoticeWords } from './messages/notices.ts';
import type { Language } from './messages/language.ts';
import type { Services } from './http/services.ts';
import { appointmentRegister } from './queries/appointments.ts';
import { applicationStart } from './queries/application-start.ts';
import { basketMarks } from './queries/basket-marks.ts';
import { basketStart } from './queries/basket-start.ts';
import { applicationWarnings } from './queries/application-warnings.ts';
import { calendarImport } from './queries/calendar-import.ts';
import { calendarYear } from './queries/calendar-year.ts';
import { cards } from './queries/cards.ts';
import { caseStart } from './queries/case-start.ts';
import { printedDocument } from './queries/case-documents.ts';
import { caseChain } from './queries/case-chain.ts';
import { caseDetails } from './queries/case-details.ts';
import { caseList } from './queries/case-list.ts';
import { catalogue } from './queries/catalogue.ts';
import { catalogueImport, catalogueImports } from './queries/catalogue-imports.ts';
import { importDrafts } from './queries/import-drafts.ts';
import { importErrors, importTemplate } from './queries/import-sheets.ts';
import { demoAccounts } from './queries/demo-accounts.ts';
import type { DemoGroup } from './queries/demo-accounts.ts';
import { deputies } from './queries/deputies.ts';
import { drafts } from './queries/drafts.ts';
import { engineHealth } from './queries/engine-health.ts';
import type { EngineHealth } from './queries/engine-health.ts';
import { entryDetails } from './queries/entry-details.ts';
import { grantDetails, grantList } from './queries/grants.ts';
import { handoverPreview } from './queries/handover-preview.ts';
import { inbox } from './queries/inbox.ts';
import { inboxCounts } from './queries/inbox-counts.ts';
import { operationChoices } from './queries/task-operations.ts';
import { unmannedTasks } from './queries/unmanned-tasks.ts';
import { entryVersions } from './queries/entry-versions.ts';
import { startsOn } from './queries/starts-on.ts';
import { search } from './queries/search.ts';
import { searchGroups } from './queries/search-groups.ts';
import { organisations } from './queries/organisations.ts';
import { phrases } from './queries/phrases.ts';
import { ledger, supervision } from './queries/supervision.ts';
import { noticeHealth } from './queries/notice-health.ts';
import { noticeSettings } from './queries/notice-settings.ts';
import { notifications, unreadNotices } from './queries/notifications.ts';
import { signingRow } from './queries/signing-row.ts';
import { reviewLedger } from './queries/review-ledger.ts';
import { openNotices } from './queries/open-notices.ts';
import { openSelfCheck } from './queries/open-self-check.ts';
import { taskDetails } from './queries/task-details.ts';
import { helpIndex, processHelp } from './queries/process-help.ts';
import { together } from './queries/together.ts';
import { timeLimits } from './queries/time-limits.ts';
import { workbench } from './queries/workbench.ts';

const QUERIES = {
  applicationStart,
  applicationWarnings,
  basketMarks,
  basketStart,
  appointmentRegister,
  calendarImport,
  calendarYear,
  caseChain,
  cards,
  caseDetails,
  caseStart,
  caseList,
  catalogue,
  catalogueImport,
  catalogueImports,
  importDrafts,
  importErrors,
  importTemplate,
  deputies,
  drafts,
  entryDetails,
  grantDetails,
  grantList,
  handoverPreview,
  inbox,
  inboxCounts,
  operationChoices,
  unmannedTasks,
  entryVersions,
  startsOn,
  search,
  searchGroups,
  printedDocument,
  ledger,
  organisations,
  phrases,
  supervision,
  helpIndex,
  processHelp,
  timeLimits,
  noticeHealth,
  noticeSettings,
  notifications,
  reviewLedger,
  openNotices,
  openSelfCheck,
  signingRow,
  taskDetails,
  together,
  unreadNotices,
  workbench,
};
const COMMANDS = {
  addAttachment,
  addSigner,
  claimTask,
  confirmImport,
  copyTask,
  delegateTask,
  handBackTask,
  recallDelegation,
  releaseTask,
  removeSigner,
  returnTask,
  takeBackTask,
  transferTask,
  urgeCase,
  addPhrase,
  decideTask,
  deleteDraft,
  deletePhrase,
  dropImport,
  endAppointment,
  endDeputy,
  fileBasket,
  fileCase,
  giveAppointment,
  handOver,
  importCalendar,
  putInBasket,
  putInRow,
  readNotifications,
  requestExtension,
  retryMessage,
  retryNotice,
  saveDraft,
  setCalendarDay,
  setDeputy,
  setNoticeSettings,
  takeFromBasket,
  takeFromRow,
  takeImport,
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
  /** What of the section 管理 this person may open; nobody is led there who could only read the calendar. */
  readonly adminPages: readonly AdminPage[];
  readonly maySupervise: boolean;
  readonly mayReadReviews: boolean;
  /** Holds a leader's post: signs by cards. */
  readonly leads: boolean;
  /** The server's clock, ISO: those of people's machines are often wrong. */
  readonly now: string;
  readonly roles: readonly string[];
  /** In demo mode the accounts to try; nobody otherwise. */
  readonly demoAccounts: () => Promise<readonly DemoGroup[]>;
  /** The words of what somebody was told, the same as in what is sent; and of why a case was copied. */
  readonly noticeWords: (notice: NoticeWords, language: Language) => { readonly title: string; readonly todo: string };
  readonly copyReasonText: (code: string, language: Language) => string;
  readonly processNames: () => readonly { readonly key: string; readonly name: string }[];
  readonly queries: BoundAll<typeof QUERIES> & { readonly engineHealth: () => Promise<EngineHealth | Refusal> };
  readonly commands: BoundAll<typeof COMMANDS> & {
    /** Its answer is a secret, so it is not kept for a repeated post. */
    readonly claimInterfaceSecret: (input: { readonly grantId: string }) => Promise<ClaimedSecret | Refusal>;
    readonly retryIncident: (input: { readonly id: string }) => Promise<{ readonly id: string } | Refusal>;
    readonly putTogether: (input: TogetherAct) => Promise<Refusal | null>;
    readonly signRow: (input: { readonly password: string }) => Promise<{ readonly items: readonly SignedItem[] } | Refusal>;
    readonly signCard: (input: DecideTask & { readonly password: string }) => Promise<Decided | Refusal>;
  };
};

export type AdminPage = 'organisations' | 'appointments' | 'handover' | 'deputies' | 'phrases' | 'calendar' | 'limits';

function adminPagesFor(actor: Actor): readonly AdminPage[] {
  const reads = mayEver(actor, 'read', 'Appointment');
  if (!reads && !mayEver(actor, 'edit', 'Calendar')) return [];
  return [
    ...(reads ? (['organisations', 'appointments'] as const) : []),
    ...(mayEver(actor, 'edit', 'Appointment') ? (['handover'] as const) : []),
    ...(['deputies', 'phrases', 'calendar', 'limits'] as const),
  ];
}

export function contextFor({ db, engine, entrance }: Services, page: PageRequest): AppContext {
  const { actor, address } = page;
  return {
    ...page,
    engineUp: engine.client() !== null,
    mayOperate: actor !== null && may(actor, 'read', 'Operations', {}),
    mayRetry: actor !== null && may(actor, 'retry', 'Operations', {}),
    adminPages: actor === null ? [] : adminPagesFor(actor),
    maySupervise: actor !== null && mayEver(actor, 'read', 'Ledger'),
    mayReadReviews: actor !== null && mayEver(actor, 'read', 'Review'),
    leads: actor !== null && leaderGroups(actor).length > 0,
    now: db.now().toISOString(),
    roles: actor === null ? [] : rolesOf(actor),
    demoAccounts: async () => (page.mode === 'demo' ? demoAccounts(db) : []),
    noticeWords: (notice, language) => ({ title: noticeTitle(notice, language), todo: noticeTodo(notice, language) }),
    copyReasonText,
    processNames: () => db.reference.releases.map((release) => ({ key: release.processKey, name: release.definition.title })),
    queries: {
      ...bindAll(QUERIES, db, actor),
      engineHealth: async () => (actor === null ? signedOut() : engineHealth(db, actor, engine.health())),
    },
    commands: {
      ...bindAll(page.onceKey === null ? COMMANDS : onceOnly(COMMANDS, page.onceKey), db, actor),
      putTogether: async (input) => (actor === null ? signedOut() : putTogether(db, actor, input)),
      signRow: async (input) => (actor === null ? signedOut() : signRow(db, entrance.brake, actor, { ...input, address })),
      signCard: async (input) => (actor === null ? signedOut() : signCard(db, entrance.brake, actor, { ...input, address })),
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
