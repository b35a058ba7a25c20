import type { CheckFinding } from './check-findings.ts';
import { elementKey } from './catalogue-names.ts';
import type { EntryContent } from './entry-content.ts';

export type AuthoritativeItem = {
  readonly itemId: string;
  readonly entryName: string;
  readonly providerId: string;
  readonly providerName: string;
};

/** What the catalogue holds already, for whoever compiles one of this provider's entries. */
export type Register = {
  readonly providerId: string;
  readonly providerCode: string;
  /** The entry that is being changed; null for a new one. */
  readonly entryId: string | null;
  /** The provider's other names, published or under way, as reviewers compare them. */
  readonly ownNames: ReadonlyMap<string, { readonly id: string | null; readonly name: string }>;
  /** The one authoritative item of each data element (I7). */
  readonly sources: ReadonlyMap<string, AuthoritativeItem>;
  readonly sourceIds: ReadonlySet<string>;
  /** The department that leads a theme, by its class. */
  readonly themeLeads: ReadonlyMap<string, string>;
  /** Items of the entry that are published already: they are not asked for a reference anew. */
  readonly publishedItems: ReadonlySet<string>;
  /** These and the items that the case itself has brought. */
  readonly ownItems: ReadonlySet<string>;
  /** Another case would change the same entry now. */
  readonly isUnderChange: boolean;
};

/**
 * One source for each data element (政务数据共享条例 Art 19). Three ways out: drop the item or the mark, refer to the
 * authoritative item, or ask the bureau to designate the source.
 */
export function checkSource(content: EntryContent, register: Register): CheckFinding[] {
  return content.items.flatMap((item, index): CheckFinding[] => {
    const source = register.sources.get(elementKey(item.name, content.subjectType));
    const others = source !== undefined && source.providerId !== register.providerId ? source : undefined;
    if (item.sourceItem !== '' && !register.sourceIds.has(item.sourceItem))
      return [{ path: `items.${index}.sourceItem`, code: 'source_unknown', severity: 'error', params: { item: item.sourceItem } }];
    if (others === undefined) return [];
    const params = { name: item.name, source: others.itemId, entry: others.entryName, provider: others.providerName };
    if (item.flags.includes('authoritative'))
      return content.designation ? [] : [{ path: `items.${index}.flags`, code: 'source_conflict', severity: 'error', params }];
    if (item.sourceItem !== '') return [];
    const severity = register.publishedItems.has(item.id) ? 'warning' : 'error';
    return [{ path: `items.${index}.sourceItem`, code: 'source_reference', severity, params }];
  });
}

/** Marked as the source although another department's item is: only the bureau's designation resolves it. */
export function contestedElements(content: EntryContent, register: Register): string[] {
  return content.items.flatMap((item) => {
    const source = register.sources.get(elementKey(item.name, content.subjectType));
    return item.flags.includes('authoritative') && source !== undefined && source.providerId !== register.providerId ? [source.itemId] : [];
  });
}
