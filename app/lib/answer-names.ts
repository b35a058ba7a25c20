import type { PickerItem } from '#app/components/form/form-context.ts';
import type { Names } from '#forms/answer-text.ts';
import type { TFunction } from 'i18next';
import type { ItemView } from '#server/queries/entry-items.ts';
import { levelName } from './codes.ts';

type Named = { id: string; name: string };
type Known = { entry: Named | null; items: readonly ItemView[]; attachments?: readonly Named[]; labels?: Names };

const ITEM_KEYS = [
  'itemIds',
  'approvedItems',
  'reviewedItems',
  'itemId',
  'jointItems',
  'otherItems',
  'holderItems',
  'doubtfulItems',
  'openItems',
  'withheldItems',
];
const FILE_KEYS = ['attachments', 'piImpactFiles', 'maskedSample', 'letter'];

/** Labels of the ids that answers of a share application and its steps hold. */
export function answerNames({ entry, items, attachments = [], labels = {} }: Known): Names {
  const itemNames = byId(items);
  const fileNames = byId(attachments);
  return {
    ...labels,
    entryId: byId(entry ? [entry] : []),
    ...Object.fromEntries(ITEM_KEYS.map((key) => [key, itemNames])),
    ...Object.fromEntries(FILE_KEYS.map((key) => [key, fileNames])),
  };
}

/** Rows of an item picker: what one must know of an item before ticking it. `granted` may be used already. */
export function pickerItems(t: TFunction<'app'>, items: readonly ItemView[], granted: readonly string[] = []): PickerItem[] {
  return items.map((item) => ({
    id: item.id,
    name: item.name,
    level: item.level,
    levelLabel: levelName(t, item.level),
    flags: item.flags.map((flag) => t(`codes.flag.${flag}`)),
    note: granted.includes(item.id) ? t('applyForm.alreadyGranted') : undefined,
  }));
}

function byId(things: readonly Named[]): Record<string, string> {
  return Object.fromEntries(things.map(({ id, name }) => [id, name]));
}
