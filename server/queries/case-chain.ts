import { may, mayEver } from '#server/auth/ability.ts';
import { HEAD_COLUMNS } from '#server/db/case-rows.ts';
import type { CaseHead } from '#server/db/case-rows.ts';
import { CaseFile } from '#server/db/entities/case-file.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { verifyChain } from '#server/domain/events.ts';
import type { ChainVerdict, StoredEvent } from '#server/domain/events.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type ChainView = {
  readonly caseId: string;
  readonly number: string;
  readonly title: string;
  readonly verdict: ChainVerdict;
  readonly links: readonly {
    readonly seq: number;
    readonly type: string;
    readonly at: string;
    readonly by: string | null;
    readonly hash: string;
  }[];
};

type Row = Omit<StoredEvent, 'caseId'> & { caseId: string; by: string | null };

/** A case's whole chain computed again, link by link: what was changed, left out or cut off behind our back shows where. */
export async function caseChain(db: Db, actor: Actor, input: { readonly number: string }): Promise<ChainView | Refusal> {
  if (!mayEver(actor, 'read', 'Ledger')) return refuse('forbidden', { reason: 'may_not_supervise' });
  const em = db.orm.em.fork();
  const [row] = await rows(em, `select ${HEAD_COLUMNS} from case_file f where f.number = ?`, [input.number.trim()]);
  const file: CaseHead | null = row ? em.map(CaseFile, row) : null;
  if (!file || !may(actor, 'read', 'Case', file)) return refuse('not_found', { reason: 'case_not_found' });
  const events = await rows<Row>(
    em,
    `select e.case_id as "caseId", e.seq, e.type, e.at, e.actor, e.data, e.prev_hash as "prevHash", e.hash, a.display_name as by
     from event e left join account a on a.id = e.actor where e.case_id = ? order by e.seq`,
    [file.id],
  );
  return {
    caseId: file.id,
    number: file.number,
    title: file.title,
    verdict: verifyChain(
      events.map(({ by: _by, ...event }) => event),
      { seq: file.eventSeq, hash: file.eventHash },
    ),
    links: events.map(({ seq, type, at, by, hash }) => ({ seq, type, at: at.toISOString(), by, hash })),
  };
}
