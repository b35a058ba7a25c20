import type { FormSchema } from '#forms/schema.ts';
import type { OutcomeKey } from '#processes/outcomes.ts';
import type { Actor, Role } from '#server/domain/actor.ts';
import type { CaseState } from '#server/domain/cases.ts';
import type { ItemFlag, OpenType, ShareMethod, ShareType, Level } from '#server/domain/catalogue.ts';
import type { GrantState, Treatment } from '#server/domain/grants.ts';
import type { Change, Refusal } from '#server/domain/refusal.ts';
import type { TaskState } from '#server/domain/tasks.ts';

export type Clock =
  | { kind: 'running'; dueAt: string; daysLeft: number; overdue: boolean; limitName: string; source: string }
  | { kind: 'stopped'; why: string; limitName: string; source: string }
  | { kind: 'ended' }
  | { kind: 'none' };

export type Box = 'todo' | 'done' | 'copied' | 'filed';
export type InboxFilter = { box: Box; process: string; overdue: boolean; q: string; sort: 'due' | 'newest'; cursor: string | null };
export type InboxItem = {
  taskId: string;
  name: string;
  caseId: string;
  number: string;
  title: string;
  process: string;
  applicant: string;
  clock: Clock;
  createdAt: string;
  outcome: OutcomeKey | null;
  state: TaskState;
};
export type InboxPage = {
  items: InboxItem[];
  next: string | null;
  counts: { todo: number; overdue: number; done: number; copied: number; filed: number };
  processes: { key: string; name: string }[];
};

export type PersonAct = { name: string; organisation: string; role: Role };
export type Step = {
  taskId: string | null;
  element: string;
  name: string;
  round: number;
  place: 'done' | 'here' | 'ahead' | 'dropped';
  who: string;
  outcome: OutcomeKey | null;
  at: string | null;
};
export type TimelineItem = {
  id: string;
  at: string;
  kind: string;
  title: string;
  by: string | null;
  outcome: OutcomeKey | null;
  opinion: string | null;
  basis: string | null;
  list: string[];
};
export type OutcomeOption = {
  key: OutcomeKey;
  label: string;
  effect: string;
  requires: { reason: boolean; basis: boolean; list: boolean };
  consequence: string;
  disabledWhy: string | null;
};
export type FormView = { key: string; version: number; schema: FormSchema; answers: Record<string, unknown>; data: Record<string, unknown> };
export type TaskDetails = {
  id: string;
  name: string;
  state: TaskState;
  case: { id: string; number: string; title: string; state: CaseState };
  clock: Clock;
  whyMe: string;
  candidates: string[];
  application: FormView | null;
  form: FormView | null;
  outcomes: OutcomeOption[];
  canDecide: boolean;
  cannotWhy: string | null;
  canRequestExtension: boolean;
  revision: string;
  steps: Step[];
  timeline: TimelineItem[];
  changes: Change[];
  decided: { outcome: OutcomeKey; by: string; at: string; opinion: string; next: string[] } | null;
};

export type CaseRow = { id: string; number: string; title: string; state: CaseState; applicant: string; provider: string; step: string | null; clock: Clock; filedAt: string };
export type CaseDetails = {
  id: string;
  number: string;
  title: string;
  state: CaseState;
  process: { key: string; name: string; release: number };
  applicant: string;
  provider: string;
  filedBy: string;
  filedAt: string;
  clock: Clock;
  application: FormView;
  steps: Step[];
  timeline: TimelineItem[];
  grants: { id: string; number: string; state: GrantState }[];
  canWithdraw: boolean;
  diagram: { xml: string; passed: string[]; here: string[] };
};

export type EntryRow = { id: string; code: string; name: string; abstract: string; provider: string; field: string; shareType: ShareType; openType: OpenType; level: Level; cycle: string; itemCount: number };
export type Facet = { value: string; label: string; count: number };
export type CatalogueFilter = { q: string; field: string[]; provider: string[]; shareType: string[]; level: string[]; cursor: string | null };
export type CataloguePage = { items: EntryRow[]; next: string | null; total: number; facets: { field: Facet[]; provider: Facet[]; shareType: Facet[]; level: Facet[] } };
export type Item = { id: string; name: string; nameEn: string; dataType: string; length: number | null; level: Level; flags: ItemFlag[]; shareType: ShareType; mask: string | null };
export type EntryDetails = EntryRow & {
  shareCondition: string | null;
  notSharedBasis: string | null;
  openBasis: string | null;
  methods: ShareMethod[];
  legalBasis: string;
  system: string;
  usageRequirements: string;
  publishedAt: string | null;
  items: Item[];
  canApply: boolean;
};

export type GrantRow = { id: string; number: string; entry: string; provider: string; consumer: string; method: ShareMethod; state: GrantState; validTo: string; items: number };
export type GrantDetails = GrantRow & {
  caseId: string;
  caseNumber: string;
  treatment: Treatment;
  rowFilter: string;
  quota: number | null;
  quotaUnit: string | null;
  validFrom: string;
  purpose: string;
  itemNames: string[];
  clock: Clock;
  delivery: { receipt: string; deliveredAt: string; by: string } | null;
};

export type Draft = { id: string; title: string; entryId: string; savedAt: string };
export type Workbench = {
  tasks: InboxItem[];
  taskCount: number;
  cases: CaseRow[];
  drafts: Draft[];
  reminders: { id: string; text: string; to: string; at: string }[];
  mayStart: { to: string; name: string; lead: string }[];
};
export type Operations = {
  engine: { state: 'up' | 'down'; version: string; since: string; epoch: number; latencyMs: number | null };
  relay: { waiting: number; oldestSeconds: number | null; failing: number };
  feed: { lagSeconds: number | null; position: string };
  incidents: { id: string; caseId: string | null; number: string | null; element: string; kind: string; message: string; since: string; story: { at: string; text: string }[] }[];
};
export type DemoGroup = { organisation: string; story: boolean; accounts: { username: string; name: string; roles: Role[] }[] };

export type AppContext = {
  actor: Actor | null;
  csrf: string;
  nonce: string;
  mode: 'demo' | 'production';
  demo: DemoGroup[];
  signIn: (username: string, password: string) => Promise<{ cookie: string } | Refusal>;
};

declare module '@remix-run/node' {
  interface AppLoadContext extends AppContext {}
}
