import { may } from '#server/auth/ability.ts';
import { readEntryPage } from '#server/db/case-rows.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import { isOutsider } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import type { OpenType, ShareMethod, ShareType } from '#server/domain/catalogue.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { freshnessOf } from '#server/domain/freshness.ts';
import type { Freshness } from '#server/domain/freshness.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { itemViews } from './entry-items.ts';
import type { ItemView } from './entry-items.ts';

export type EntryView = {
  readonly id: string;
  readonly resourceCode: string;
  readonly name: string;
  readonly state: string;
  readonly version: number;
  readonly abstract: string;
  readonly provider: { readonly id: string; readonly name: string };
  readonly keyField: string;
  readonly catalogueKind: string;
  readonly subjectType: string;
  readonly level: number;
  readonly shareType: ShareType;
  readonly shareCondition: string | null;
  readonly notSharedBasis: string | null;
  readonly shareMethods: readonly ShareMethod[];
  readonly openType: OpenType;
  readonly openCondition: string | null;
  readonly notOpenBasis: string | null;
  readonly updateCycle: string;
  /** The day of the provider's last reported update; null when none was reported yet. */
  readonly updatedOn: string | null;
  /** Until when the next update was due, and whether it is late; null where no cycle says. */
  readonly freshness: Freshness | null;
  readonly resourceFormat: string;
  readonly legalBasis: string;
  readonly sourceSystem: string;
  readonly usageRequirements: string;
  readonly rowEstimate: number | null;
  readonly items: readonly ItemView[];
  /** Names of the items whose values are being verified (存疑). */
  readonly doubtful: readonly string[];
  readonly canApply: boolean;
  /** Change it, or take it out of the catalogue. */
  readonly canCompile: boolean;
  readonly canApplyOpen: boolean;
};

export async function entryDetails(db: Db, actor: Actor, input: { readonly entryId: string }): Promise<EntryView | Refusal> {
  const entry = await readEntryPage(db.orm.em.fork(), input.entryId);
  if (!entry || !may(actor, 'read', 'Entry', entry)) return refuse('not_found', { reason: 'entry_not_found' });
  const view: EntryView = {
    id: entry.id,
    resourceCode: entry.resourceCode,
    name: entry.name,
    state: entry.state,
    version: entry.version,
    abstract: entry.abstract,
    provider: { id: entry.providerId, name: entry.providerName },
    keyField: entry.keyField,
    catalogueKind: entry.catalogueKind,
    subjectType: entry.subjectType,
    level: entry.level,
    shareType: entry.shareType,
    shareCondition: entry.shareCondition ?? null,
    notSharedBasis: entry.notSharedBasis ?? null,
    shareMethods: entry.shareMethods,
    openType: entry.openType,
    openCondition: entry.openCondition ?? null,
    notOpenBasis: entry.notOpenBasis ?? null,
    updateCycle: entry.updateCycle,
    updatedOn: entry.updatedOn ?? null,
    freshness: freshnessOf(db.reference, entry.updateCycle, entry.dataUntil, dayOf(db.now(), db.reference.calendar.timezone)),
    ...entry.details,
    items: itemViews(entry),
    doubtful: await doubtfulItems(db, entry.id),
    canApply: may(actor, 'apply', 'Entry', entry),
    canCompile: entry.state !== 'in_review' && entry.state !== 'quarantined' && may(actor, 'compile', 'Entry', entry),
    canApplyOpen: entry.openType === 'conditional' && may(actor, 'apply_open', 'Entry', entry),
  };
  return isOutsider(actor) ? publicView(view) : view;
}

/** The public side of an entry: that it is there and why it is not open, not how departments share it (requirement 71). */
function publicView(entry: EntryView): EntryView {
  return {
    ...entry,
    shareCondition: null,
    notSharedBasis: null,
    sourceSystem: '',
    usageRequirements: '',
    rowEstimate: null,
    items: entry.openType === 'not_open' ? [] : entry.items,
  };
}

async function doubtfulItems(db: Db, entryId: string): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db.orm.em.fork(),
    `select distinct i.seq, i.name from entry_doubt d join information_item i on i.id = d.item_id
     where d.entry_id = ? and d.settled_at is null order by i.seq`,
    [entryId],
  );
  return found.map(({ name }) => name);
}
