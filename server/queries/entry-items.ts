import type { EntryWithItems } from '#server/db/case-rows.ts';
import type { ItemFlag, ShareType } from '#server/domain/catalogue.ts';

export type ItemView = {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly dataType: string;
  readonly length: number | null;
  readonly level: number;
  readonly flags: readonly ItemFlag[];
  readonly shareType: ShareType;
  readonly mask: string | null;
  /** Somebody doubts its values, and the provider has not answered yet. */
  readonly doubted: boolean;
};

export function itemViews({ items }: Pick<EntryWithItems, 'items'>): ItemView[] {
  return items.map((item) => ({
    id: item.id,
    name: item.name,
    nameEn: item.nameEn,
    dataType: item.dataType,
    length: item.length ?? null,
    level: item.level,
    flags: item.flags,
    shareType: item.shareType,
    mask: item.maskRule ?? null,
    doubted: item.doubted,
  }));
}
