import { useTranslation } from '#app/lib/translation.tsx';
import type { ItemView } from '#server/queries/entry-items.ts';
import { dataTypeName, maskText } from '#app/lib/codes.ts';
import { Table } from '#app/components/ui/table.tsx';
import { ItemFlags, LevelBadge } from './class-badges.tsx';

export function ItemTable({ items }: { items: readonly ItemView[] }) {
  const { t } = useTranslation();
  return (
    <Table
      caption={t('catalogue.itemList')}
      rows={items}
      rowKey={(item) => item.id}
      columns={[
        { key: 'name', label: t('catalogue.itemName'), cell: (item) => item.name, primary: true },
        {
          key: 'english',
          label: t('catalogue.itemEnglish'),
          cell: (item) => <span className="text-muted font-mono text-sm">{item.nameEn}</span>,
        },
        {
          key: 'type',
          label: t('catalogue.itemType'),
          cell: (item) => <span className="whitespace-nowrap">{typeOf(item, dataTypeName(t, item.dataType))}</span>,
        },
        { key: 'level', label: t('catalogue.itemLevel'), cell: (item) => <LevelBadge level={item.level} /> },
        { key: 'flags', label: t('catalogue.itemFlags'), cell: (item) => <ItemFlags flags={item.flags} doubted={item.doubted} /> },
        {
          key: 'mask',
          label: t('catalogue.itemMask'),
          cell: (item) => (item.mask === null ? <span className="text-muted">{t('common.none')}</span> : maskText(t, item.mask)),
        },
      ]}
    />
  );
}

function typeOf({ length }: ItemView, name: string): string {
  return length === null ? name : `${name}(${length})`;
}
