import { createHash } from 'node:crypto';
import type { SubjectEntry } from './case-kinds.ts';
import { canonicalJson } from './events.ts';

/** What a decision to release was made for; any change of it makes the decision invalid (DOMAIN §4.2). */
export type Released = Pick<SubjectEntry, 'id' | 'openType' | 'openCondition'> & {
  readonly items: readonly {
    readonly id: string;
    readonly name: string;
    readonly level: number;
    readonly flags: readonly string[];
    readonly maskRule?: string | null | undefined;
  }[];
};

/** SHA-256 of the content: items with their levels, flags and masks, and the class in which they are open. */
export function releasedContentHash({ id, openType, openCondition, items }: Released): string {
  const content = {
    entry: id,
    openType,
    openCondition,
    items: items
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((item) => ({ id: item.id, name: item.name, level: item.level, flags: [...item.flags].toSorted(), mask: item.maskRule ?? null })),
  };
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}
