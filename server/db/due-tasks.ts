import type { Answers } from '#forms/answers.ts';
import type { ProcessKey } from '#processes/registry.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { freshnessOf } from '#server/domain/freshness.ts';
import { DATA_UNTIL, isPastItsCycle } from './freshness.ts';
import { rows } from './orm.ts';
import type { Tx } from './transact.ts';

export type Reader = Pick<Tx, 'em' | 'reference' | 'at'>;
export type Due = { readonly entryId: string; readonly answers: Answers };

/** Something that falls due with an entry, and the case that the system begins then. `which`: this entry alone, or so many but these. */
export type Beginner = { readonly process: ProcessKey; due(reader: Reader, which: Which): Promise<Due[]> };
export type Which = { readonly entryId: string } | { readonly most: number; readonly but: readonly string[] };

export const BEGINNERS: readonly Beginner[] = [
  { process: 'data-update', due: dueUpdates },
  { process: 're-evaluation', due: dueReevaluations },
];

/** Published data past their update cycle, but those whose update may be put off (requirement 53). */
async function dueUpdates({ em, reference, at }: Reader, which: Which): Promise<Due[]> {
  const today = dayOf(at, reference.calendar.timezone);
  const [late, chosen] = [isPastItsCycle({ reference, at }), choice(which)];
  const found = await rows<{ id: string; cycle: string; since: string; updatedOn: string | null }>(
    em,
    `select e.id, e.update_cycle as cycle, to_char(${DATA_UNTIL}, 'YYYY-MM-DD') as since, to_char(e.updated_on, 'YYYY-MM-DD') as "updatedOn"
     from catalogue_entry e where ${late.sql} and (e.update_expected_on is null or e.update_expected_on < ?::date)
       and ${noneOpen(['data-update'])} and ${chosen.sql}`,
    [...late.params, today, ...chosen.params],
  );
  return found.map(({ id, cycle, since, updatedOn }) => ({
    entryId: id,
    answers: {
      entryId: id,
      updateDueOn: freshnessOf(reference, cycle, since, today)?.dueOn ?? today,
      ...(updatedOn === null ? {} : { lastUpdatedOn: updatedOn }),
    },
  }));
}

type Withheld = { readonly name: string; readonly clauses: readonly string[]; readonly note: string };

/** What a review withheld twelve months ago and nobody reviews now (信息公开条例 Art 18). */
async function dueReevaluations({ em, reference, at }: Reader, which: Which): Promise<Due[]> {
  const chosen = choice(which);
  const found = await rows<{ id: string; number: string; withheld: Withheld[] }>(
    em,
    `select e.id, d.number, (select coalesce(json_agg(json_build_object('name', i.item_name, 'clauses', i.clauses, 'note', i.note) order by i.item_id), '[]')
         from review_item i where i.decision_id = d.id and i.verdict = 'withhold') as withheld
     from review_decision d join catalogue_entry e on e.id = d.entry_id
     where d.reevaluate_on <= ?::date and e.state = 'published' and ${noneOpen(['re-evaluation', 'confidentiality-review', 'catalogue-review'])}
       and ${chosen.sql}`,
    [dayOf(at, reference.calendar.timezone), ...chosen.params],
  );
  return found.map(({ id, number, withheld }) => ({
    entryId: id,
    answers: { entryId: id, reviewNumber: number, earlierReasons: reasonsIn(withheld, reference.legalBases) },
  }));
}

const LONGEST = 8000;

/** Item by item: the clauses that it was withheld under, and what was noted. */
function reasonsIn(withheld: readonly Withheld[], bases: ReadonlyMap<string, string>): string {
  const lines = withheld.map(({ name, clauses, note }) => {
    const cited = clauses.map((clause) => bases.get(clause) ?? clause).join('、');
    return `${name}:${cited}${note === '' ? '' : `(${note})`}`;
  });
  return lines.join('\n').slice(0, LONGEST) || '整体不予公开';
}

function noneOpen(processes: readonly ProcessKey[]): string {
  const keys = processes.map((key) => `'${key}'`).join(', ');
  return `not exists (select 1 from case_file f where f.entry_id = e.id and f.process_key in (${keys}) and f.ended_at is null)`;
}

function choice(which: Which): { readonly sql: string; readonly params: readonly unknown[] } {
  if ('entryId' in which) return { sql: 'e.id = ?', params: [which.entryId] };
  return { sql: 'not e.id = any (?::text[]) order by e.id limit ?', params: [[...which.but], which.most] };
}
