import type { SubjectEntry } from '../case-kinds.ts';
import { canonicalJson, saltedHash } from '../events.ts';

/** The rules by which reviews are judged; a decision says which it was made by (plan requirement 20). */
export const RULESET = '2026-1';

/** What a review is about, in so far as any change of it ends the decision: items, class, level and masks. */
export type ReviewedContent = {
  readonly entryId: string;
  readonly name: string;
  readonly shareType: string;
  readonly openType: string;
  readonly level: number;
  readonly items: readonly {
    readonly id: string;
    readonly name: string;
    readonly level: number;
    readonly flags: readonly string[];
    readonly maskRule: string;
  }[];
};

export function reviewedContent(entry: Pick<SubjectEntry, 'id' | 'name' | 'shareType' | 'openType' | 'level' | 'items'>): ReviewedContent {
  return {
    entryId: entry.id,
    name: entry.name,
    shareType: entry.shareType,
    openType: entry.openType,
    level: entry.level,
    items: entry.items
      .map(({ id, name, level, flags, maskRule }) => ({ id, name, level, flags: flags.toSorted(), maskRule: maskRule ?? '' }))
      .toSorted((one, other) => (one.id < other.id ? -1 : 1)),
  };
}

/** With the salt of its decision: from the hash alone nobody finds what was reviewed. */
export function reviewedHash(salt: string, content: ReviewedContent): string {
  return saltedHash(salt, canonicalJson(content));
}

export type ReviewChange = {
  readonly what: 'name' | 'class' | 'level' | 'item_added' | 'item_removed' | 'item_changed';
  readonly label: string;
  readonly before: string;
  readonly after: string;
};

/** What changed since the content that was reviewed last, for who reviews it again. */
export function changedSince(before: ReviewedContent, now: ReviewedContent): ReviewChange[] {
  const plain = [
    ['name', before.name, now.name],
    ['class', `${before.shareType}/${before.openType}`, `${now.shareType}/${now.openType}`],
    ['level', String(before.level), String(now.level)],
  ] as const;
  const had = new Map(before.items.map((item) => [item.id, item]));
  const has = new Set(now.items.map(({ id }) => id));
  return [
    ...plain.flatMap(([what, was, is]) => (was === is ? [] : [{ what, label: what, before: was, after: is }])),
    ...before.items
      .filter(({ id }) => !has.has(id))
      .map((item) => ({ what: 'item_removed' as const, label: item.name, before: told(item), after: '' })),
    ...now.items.flatMap((item): ReviewChange[] => {
      const was = had.get(item.id);
      if (was === undefined) return [{ what: 'item_added', label: item.name, before: '', after: told(item) }];
      return told(was) === told(item) ? [] : [{ what: 'item_changed', label: item.name, before: told(was), after: told(item) }];
    }),
  ];
}

function told({ name, level, flags, maskRule }: ReviewedContent['items'][number]): string {
  return [name, `${level}级`, flags.join('、'), maskRule].filter((part) => part !== '').join(' · ');
}
