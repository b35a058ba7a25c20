import { useTranslation } from '#app/lib/translation.tsx';
import { Dialog } from '#app/components/ui/dialog.tsx';
import { placesOf, type Opens } from './navigation.tsx';

export function KeyboardHelp({ opens, onClose }: { opens: Opens; onClose: () => void }) {
  const { t } = useTranslation();
  const rows = [
    { keys: ['j', 'k'], text: t('shell.keyRows.next') },
    { keys: ['Enter'], text: t('shell.keyRows.open') },
    { keys: ['/'], text: t('shell.keyRows.search') },
    { keys: ['f'], text: t('shell.keyRows.filter') },
    { keys: ['Esc'], text: t('shell.keyRows.escape') },
    { keys: ['?'], text: t('shell.keyRows.help') },
    ...placesOf(opens).map(({ key, letter }) => ({ keys: ['g', letter], text: t('shell.keyRows.go', { place: t(`shell.${key}`) }) })),
  ];
  return (
    <Dialog open onClose={onClose} title={t('shell.keys')}>
      <p className="text-muted mb-3">{t('shell.keysIntro')}</p>
      <dl className="grid grid-cols-[6rem_1fr] gap-y-2">
        {rows.map(({ keys, text }) => (
          <div key={text} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <kbd key={key} className="border-edge bg-sunken min-w-6 rounded-sm border px-1.5 text-center font-mono text-sm">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
