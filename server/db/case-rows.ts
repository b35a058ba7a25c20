import type { EntityManager } from '@mikro-orm/postgresql';
import type { CaseContent } from './entities/case-content.ts';
import type { CaseFile } from './entities/case-file.ts';
import type { CatalogueEntry } from './entities/catalogue-entry.ts';
import type { CaseClock } from './entities/clock.ts';
import type { Decision } from './entities/decision.ts';
import type { Draft } from './entities/draft.ts';
import type { InformationItem } from './entities/information-item.ts';
import type { ShareGrant } from './entities/share-grant.ts';
import type { Task } from './entities/task.ts';
import type { Signer } from '#server/domain/signers.ts';
import type { Answers } from '#forms/answers.ts';
import { ITEM_FLAGS, openTypeOf, SHARE_METHODS, shareTypeOf } from '#server/domain/catalogue.ts';
import { entryContentOf, levelOf } from '#server/domain/entry-content.ts';
import type { EntryContent } from '#server/domain/entry-content.ts';
import type { SubjectEntry, SubjectGrant } from '#server/domain/case-kinds.ts';
import { doubtOf } from './doubts.ts';
import { DATA_UNTIL } from './freshness.ts';
import { rows } from './orm.ts';

/** A row as read, which nobody writes back. */
export type Read<Entity> = { readonly [Column in keyof Entity]: Entity[Column] };

export type EntryWithItems = Omit<SubjectEntry, 'items'> & {
  /** `doubted`: a dispute about its values is open. */
  readonly items: readonly (Read<InformationItem> & { readonly doubted: boolean })[];
};
export type EntryPageRow = EntryWithItems &
  Read<
    Pick<
      CatalogueEntry,
      'resourceCode' | 'keyField' | 'catalogueKind' | 'updateCycle' | 'updatedOn' | 'subjectType' | 'abstract' | 'details'
    >
  > & {
    /** How far the data reach; null when that is not known. */
    readonly dataUntil: string | null;
  };
export type AttachmentRow = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly erased: boolean;
};
export type SignerRow = Signer & { readonly taskId: string };
export type VisitRow = {
  readonly run: number;
  readonly element: string;
  readonly round: number;
  readonly jobKey: string;
  readonly instanceKey: string | null;
  readonly elementKey: string | null;
};
export type DocumentRow = {
  readonly kind: string;
  readonly edition: number;
  readonly number: string;
  /** null when the text had to be erased */
  readonly title: string | null;
  readonly issuedOn: string;
  readonly issuedAt: Date;
};
export type EventRow = {
  readonly seq: number;
  readonly type: string;
  readonly at: Date;
  readonly actor: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** The head of a case, for whoever only reads it. */
export type CaseHead = Read<Omit<CaseFile, 'search'>>;

/** A case, and what stands beside its head. */
export type CaseRows = {
  head: CaseHead;
  /** In the order in which they opened. */
  tasks: readonly Read<Task>[];
  /** Who signs the steps, where something has happened to them or the drawing asks several. */
  signers: readonly SignerRow[];
  /** The signatures in the order of the chain: the machine's clock may stand still or go back, the chain does not. */
  decisions: readonly Read<Decision>[];
  /** What people wrote, by revision. */
  contents: readonly Read<CaseContent>[];
  /** The live ones, the most urgent first. */
  clocks: readonly Read<CaseClock>[];
  events: readonly EventRow[];
  visits: readonly VisitRow[];
  /** Elements that the engine has left in this run. */
  passed: readonly { readonly element: string }[];
  grants: readonly Read<ShareGrant>[];
  attachments: readonly AttachmentRow[];
  /** Official documents as they were issued, without their text. */
  documents: readonly DocumentRow[];
  /** What the case is about; both null where it is about neither. */
  entry: EntryWithItems | null;
  grantAsked: SubjectGrant | null;
  /** Everybody who may sign in for the applicant's department. */
  colleagues: readonly { readonly id: string; readonly name: string }[];
  /** What the screening of the applicant found; null before it. */
  screening: readonly string[] | null;
  /** Names of those who filed or acted, by account. */
  people: Readonly<Record<string, string>>;
  /** The reader's own: decisions half written, and files that belong to no case yet. */
  drafts: readonly Read<Draft>[];
  looseFiles: readonly { readonly id: string; readonly name: string }[];
};
export type CasePart = keyof CaseRows;

/** All columns of the head but the one that searches. */
export const HEAD_COLUMNS = [
  'id',
  'number',
  'process_key',
  'release',
  'state',
  'title',
  'applicant_id',
  'provider_id',
  'filed_by',
  'filed_for',
  'entry_id',
  'grant_id',
  'facts',
  'parties',
  'kept_from',
  'reply_state',
  'revision',
  'run',
  'filed_at',
  'ended_at',
  'quarantined_at',
  'event_seq',
  'event_hash',
]
  .map((column) => `f.${column}`)
  .join(', ');

/** An item, whether it is doubted, and the department that answers for it where its source is another one's. */
const ITEM = `
  select r.*, ${doubtOf('r.entry_id', 'array[r.id]')} as doubted,
    (select a.provider_id from information_item s join catalogue_entry a on a.id = s.entry_id where s.id = r.source_item) as source_provider_id
  from information_item r`;

const entryWith = (more: string): string => `
  select e.id, e.name, e.state, e.version, e.level, e.open_type, e.open_condition, e.not_open_basis, e.provider_id, o.short_name as provider_name,
    e.share_type, e.share_condition, e.share_methods, e.not_shared_basis,
    (select coalesce(json_agg(to_json(i) order by i.seq), '[]') from (${ITEM} where r.entry_id = e.id and not r.retired) i) as items ${more}
  from catalogue_entry e join organisation o on o.id = e.provider_id`;
const ENTRY = entryWith('');
const ENTRY_PAGE =
  entryWith(`, e.resource_code, e.key_field, e.catalogue_kind, e.update_cycle, e.updated_on, to_char(${DATA_UNTIL}, 'YYYY-MM-DD') as data_until, e.subject_type, e.abstract,
    e.details`);

/** What a case about the catalogue would have the entry say: its last wording. */
const PROPOSED = `(select c.answers from case_content c
    where c.case_id = f.id and f.process_key = 'catalogue-review' and c.kind = 'application' and c.erased_at is null order by c.revision desc limit 1) as proposed`;
const ENTRY_IN_CASE = entryWith(`, ${PROPOSED}`);

const GRANT = `
  select g.id, g.number, g.state, g.entry_id, g.provider_id, g.consumer_id, g.items, g.method, g.valid_from, g.valid_to from share_grant g`;

/** Each part as SQL over the case `f`, giving JSON with the columns' own names; `?` is the reader's account. */
const PARTS: Readonly<Record<CasePart, string>> = {
  head: `(select to_json(x) from (select ${HEAD_COLUMNS}) x)`,
  tasks: many('select * from task where case_id = f.id order by created_at'),
  decisions: many(`
    select d.* from decision d join event e on e.case_id = d.case_id and e.type in ('task.decided', 'task.signed', 'task.returned') and e.data->>'decisionId' = d.id::text
    where d.case_id = f.id order by e.seq`),
  signers: many('select * from task_signer where case_id = f.id order by task_id, seq'),
  contents: many('select * from case_content where case_id = f.id order by revision'),
  clocks: many(`select * from clock where case_id = f.id and state in ('running', 'stopped') order by due_at nulls first`),
  events: many('select seq, type, at, actor, data from event where case_id = f.id order by seq'),
  visits: many('select run, element, round, job_key, instance_key, element_key from task_visit where case_id = f.id'),
  passed: many(`select distinct element from element_visit where case_id = f.id and run = f.run and state = 'completed'`),
  grants: many('select * from share_grant where case_id = f.id'),
  attachments: many(
    'select id, name, type, size, erased_at is not null as erased from attachment where case_id = f.id order by created_at',
  ),
  documents: many(`
    select kind, edition, number, body->>'title' as title, issued_on, issued_at from case_document where case_id = f.id order by issued_at, kind`),
  entry: `(select to_json(x) from (${ENTRY_IN_CASE} where e.id = f.entry_id) x)`,
  grantAsked: `(select to_json(x) from (${GRANT} where g.id = f.grant_id) x)`,
  colleagues: many('select id, display_name as name from account where organisation_id = f.applicant_id and active order by id'),
  screening: `(select data->'findings' from event where case_id = f.id and type = 'application.screened' order by seq desc limit 1)`,
  people: `(select coalesce(json_object_agg(a.id, a.display_name), '{}') from account a
    where a.id = f.filed_by
      or a.id in (select actor from event where case_id = f.id union select data->>'actingFor' from event where case_id = f.id)
      or a.id in (select substring(h from ':@(.*)') from task_signer s, unnest(array[s.holder, s.delegate]) h where s.case_id = f.id))`,
  drafts: many(`select * from draft where account_id = ? and subject in (select 'task:' || id from task where case_id = f.id)`),
  looseFiles: many('select id, name from attachment where owner_id = ? and case_id is null'),
};

/** Columns that hold an instant, which JSON carries as text. */
const INSTANTS = new Set([
  'created_at',
  'closed_at',
  'decided_at',
  'written_at',
  'erased_at',
  'due_at',
  'attention_at',
  'approved_at',
  'activated_at',
  'issued_at',
  'at',
  'filed_at',
  'ended_at',
  'quarantined_at',
  'updated_at',
  'unmanned_at',
]);
/** What is JSON itself keeps its own names. */
const AS_IT_IS = new Set(['proposed', 'answers', 'detail', 'details', 'data', 'delivery', 'people', 'facts']);

/** A case by its own id or by one of its tasks'. */
export type WhichCase = { readonly caseId: string } | { readonly taskId: string };

/**
 * The named parts of a case in one statement, as `accountId` may read them; null when there is no such case. A page of a
 * case or a decision needs most of them, and a statement for each would cost more than what it reads.
 */
export async function readCase<Part extends CasePart>(
  em: EntityManager,
  which: WhichCase,
  parts: readonly Part[],
  accountId = '',
): Promise<Pick<CaseRows, Part> | null> {
  const columns = parts.map((part) => `${PARTS[part]} as "${part}"`).join(', ');
  const [place, id] = 'caseId' in which ? ['?', which.caseId] : ['(select case_id from task where id = ?)', which.taskId];
  const accounts = columns
    .split('?')
    .slice(1)
    .map(() => accountId);
  const [found] = await rows<Pick<CaseRows, Part>>(em, `select ${columns} from case_file f where f.id = ${place}`, [...accounts, id]);
  // The types of the columns are the entities' own: both are the tables of the first migration.
  return found ? withProposal(named(found, '') as Pick<CaseRows, Part>) : null;
}

/** The named parts of a case that is known to be there: the caller has its head. */
export async function partsOf<Part extends CasePart>(
  em: EntityManager,
  caseId: string,
  parts: readonly Part[],
  accountId = '',
): Promise<Pick<CaseRows, Part>> {
  const found = await readCase(em, { caseId }, parts, accountId);
  if (!found) throw new Error(`case ${caseId} is gone`);
  return found;
}

/** An entry with its items, as the rules of an application need it; null when there is none. */
export async function readEntry(em: EntityManager, entryId: string): Promise<EntryWithItems | null> {
  const [found] = await rows<EntryWithItems>(em, `${ENTRY} where e.id = ?`, [entryId]);
  return found ? (named(found, '') as EntryWithItems) : null;
}

/** A grant as the rules of a case about it need it; null when there is none. */
export async function readGrant(em: EntityManager, grantId: string): Promise<(SubjectGrant & { readonly entryId: string }) | null> {
  const [found] = await rows<SubjectGrant & { entryId: string }>(em, `select to_json(x) as grant from (${GRANT} where g.id = ?) x`, [
    grantId,
  ]);
  return found ? (named(found, '') as { grant: SubjectGrant & { entryId: string } }).grant : null;
}

/** The same with all that stands in the entry's row. */
export async function readEntryPage(em: EntityManager, entryId: string): Promise<EntryPageRow | null> {
  const [found] = await rows<EntryPageRow>(em, `${ENTRY_PAGE} where e.id = ?`, [entryId]);
  return found ? (named(found, '') as EntryPageRow) : null;
}

/** In a case that would change it an entry is what is proposed: all that is judged there is about that. */
function withProposal<Rows extends Partial<CaseRows>>(rows: Rows): Rows {
  if (!rows.entry) return rows;
  const { proposed, ...entry }: EntryWithItems & { readonly proposed?: Answers | null } = rows.entry;
  return { ...rows, entry: proposed ? proposedEntry(entry, entryContentOf(proposed)) : entry };
}

function proposedEntry(entry: EntryWithItems, content: EntryContent): EntryWithItems {
  const { name, shareCondition, notSharedBasis, openCondition, notOpenBasis } = content;
  return {
    ...entry,
    ...{ name, shareCondition: shareCondition || null, notSharedBasis: notSharedBasis || null },
    ...{ openCondition: openCondition || null, notOpenBasis: notOpenBasis || null },
    level: levelOf(content),
    shareType: shareTypeOf(content.shareType),
    openType: openTypeOf(content.openType),
    shareMethods: SHARE_METHODS.filter((method) => content.shareMethods.includes(method)),
    items: content.items.map((item, index) => ({
      ...{ id: item.id, entryId: entry.id, seq: index + 1, name: item.name, nameEn: item.nameEn, dataType: item.dataType },
      ...{ length: item.length, level: item.level, flags: ITEM_FLAGS.filter((flag) => item.flags.includes(flag)) },
      ...{ maskRule: item.maskRule || null, shareType: shareTypeOf(item.shareType), openType: openTypeOf(item.openType) },
      ...{ sourceItem: item.sourceItem || null, retired: false, doubted: entry.items.some(({ id, doubted }) => id === item.id && doubted) },
    })),
  };
}

function many(select: string): string {
  return `(select coalesce(json_agg(to_json(x)), '[]') from (${select}) x)`;
}

function named(value: unknown, column: string): unknown {
  if (AS_IT_IS.has(column)) return value;
  if (typeof value === 'string') return INSTANTS.has(column) ? new Date(value) : value;
  if (Array.isArray(value)) return value.map((entry) => named(entry, column));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [camel(name), named(entry, name)]));
}

const camels = new Map<string, string>();

/** The property of a column; there are only so many columns. */
function camel(name: string): string {
  const known = camels.get(name);
  if (known !== undefined) return known;
  const property = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  camels.set(name, property);
  return property;
}
