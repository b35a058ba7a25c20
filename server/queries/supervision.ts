import { may, mayEver } from '#server/auth/ability.ts';
import { rows } from '#server/db/orm.ts';
import { NOBODY_ANSWERS } from '#server/db/persons.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { selvesOf } from '#server/domain/deputies.ts';
import { LEDGER_KINDS } from '#server/domain/ledger.ts';
import type { LedgerKind } from '#server/domain/ledger.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { cut, parseCursor } from './cursor.ts';
import type { Page } from './cursor.ts';
import { groupView, organisationName } from './group-view.ts';
import type { GroupView } from './group-view.ts';
import { readerScope } from './reader-scope.ts';

export type LedgerEntry = {
  readonly id: string;
  readonly kind: LedgerKind;
  /** Late: the key of the limit; else the reason of the refusal. */
  readonly rule: string;
  /** The article on which a limit stands. */
  readonly basis: string | null;
  readonly at: string;
  readonly dueAt: string | null;
  /** The calendar was edited afterwards, and by it nothing was late. */
  readonly corrected: boolean;
  readonly outcome: string | null;
  readonly organisation: string;
  /** Null where a department as a whole was to answer. */
  readonly person: string | null;
  readonly post: GroupView | null;
  /** Null where the reader may not see the case itself: a department's head answers for the hand, not for the case. */
  readonly case: { readonly id: string; readonly number: string; readonly title: string } | null;
};

export type LedgerFilter = {
  readonly kind?: string | undefined;
  readonly organisationId?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
};

type LedgerRow = Omit<LedgerEntry, 'basis' | 'at' | 'dueAt' | 'outcome' | 'organisation' | 'post' | 'case'> & {
  at: Date;
  caseId: string | null;
  number: string | null;
  title: string | null;
  detail: Readonly<Record<string, string>>;
  organisationId: string;
  post: string | null;
};

const PAGE = 50;

/** The ledger of responsibility, the newest first; the head of a department reads what concerns the department. */
export async function ledger(db: Db, actor: Actor, filter: LedgerFilter): Promise<Page<LedgerEntry> | Refusal> {
  const scope = scopeOf(db, actor, filter.organisationId);
  if (scope === null) return refuse('forbidden', { reason: 'may_not_supervise' });
  const limit = filter.limit ?? PAGE;
  const after = parseCursor(filter.cursor);
  const visible = readerScope(actor, 'Case');
  const kinds = LEDGER_KINDS.filter((kind) => filter.kind === undefined || kind === filter.kind);
  const found = await rows<LedgerRow>(
    db.orm.em.fork(),
    `select l.id, l.kind, l.rule, l.at, l.detail, l.organisation_id as "organisationId", a.display_name as person, l.post,
       f.id as "caseId", f.number, f.title,
       l.kind = 'late_answer' and exists (
         select 1 from event e where e.case_id = l.case_id and e.type = 'clock.recomputed' and e.data->>'clockId' = l.detail->>'clockId'
           and e.at >= l.at and (e.data->>'dueAt')::timestamptz > l.at) as corrected
     from ledger_entry l left join case_file f on f.id = l.case_id and ${visible.sql} left join account a on a.id = l.account_id
     where l.organisation_id = any (?) and l.kind = any (?)
       and (?::timestamptz is null or (l.at, l.id) < (?::timestamptz, ?::uuid))
     order by l.at desc, l.id desc limit ${limit + 1}`,
    [...visible.params, scope, kinds, after?.at ?? null, after?.at ?? null, after?.id ?? null],
  );
  return cut(
    found,
    limit,
    ({ at, id }) => ({ at, id }),
    ({ detail, organisationId, caseId, number, title, ...row }) => ({
      ...row,
      case: caseId === null || number === null || title === null ? null : { id: caseId, number, title },
      basis: row.kind === 'late_answer' ? (db.reference.deadlines.find(({ key }) => key === row.rule)?.basis ?? null) : null,
      at: row.at.toISOString(),
      dueAt: detail['dueAt'] ?? null,
      outcome: detail['outcome'] ?? null,
      organisation: organisationName(db, organisationId),
      post: row.post === null ? null : groupView(db, row.post),
    }),
  );
}

export type OpenStep = {
  readonly taskId: string;
  readonly name: string;
  readonly candidates: readonly GroupView[];
  readonly dueAt: string | null;
  readonly caseId: string;
  readonly number: string;
  readonly title: string;
};
export type Supervision = {
  /** Steps past their due instant, the longest first, and those that nobody can answer; each cut at a hundred. */
  readonly overdue: readonly OpenStep[];
  readonly orphaned: readonly OpenStep[];
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
};

type StepRow = Omit<OpenStep, 'candidates' | 'dueAt'> & { candidates: string[]; dueAt: Date | null };

const MOST = 100;
const STEP = 't.id as "taskId", t.name, t.candidates, t.due_at as "dueAt", f.id as "caseId", f.number, f.title';

/** What stands still and with whom: the supervision sees the city, the head of a department what the department is asked. */
export async function supervision(db: Db, actor: Actor): Promise<Supervision | Refusal> {
  const scope = scopeOf(db, actor, undefined);
  if (scope === null) return refuse('forbidden', { reason: 'may_not_supervise' });
  const em = db.orm.em.fork();
  const now = db.now();
  const today = dayOf(now, db.reference.calendar.timezone);
  const asked = `exists (select 1 from unnest(t.candidates) c where split_part(c, ':', 1) = any (?))`;
  const overdue = await rows<StepRow>(
    em,
    `select ${STEP} from task t join case_file f on f.id = t.case_id
     where t.state = 'open' and t.due_at < ? and ${asked} and not f.kept_from && ?::text[] order by t.due_at, t.id limit ${MOST}`,
    [now, scope, selvesOf(actor)],
  );
  const orphaned = await rows<StepRow>(
    em,
    `select ${STEP} from task t join case_file f on f.id = t.case_id
     where t.state = 'open' and ${asked} and ${NOBODY_ANSWERS} and not f.kept_from && ?::text[]
     order by t.created_at, t.id limit ${MOST}`,
    [scope, today, today, selvesOf(actor)],
  );
  return {
    overdue: overdue.map((row) => stepOf(db, row)),
    orphaned: orphaned.map((row) => stepOf(db, row)),
    organisations: scope.map((id) => ({ id, name: organisationName(db, id) })),
  };
}

function stepOf(db: Db, row: StepRow): OpenStep {
  return { ...row, candidates: row.candidates.map((group) => groupView(db, group)), dueAt: row.dueAt?.toISOString() ?? null };
}

/** The organisations whose ledger this person reads, or the one of them that was asked for; null where there is none. */
function scopeOf(db: Db, actor: Actor, wanted: string | undefined): string[] | null {
  if (!mayEver(actor, 'read', 'Ledger')) return null;
  const all = [...db.reference.organisations.keys()].filter((organisationId) => may(actor, 'read', 'Ledger', { organisationId }));
  return wanted === undefined ? all : all.filter((id) => id === wanted);
}
