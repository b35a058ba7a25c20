import { useTranslation } from '#app/lib/translation.tsx';
import { styles } from './styles.ts';
import type { DraftState, useDraft } from './use-draft.ts';

type Draft = ReturnType<typeof useDraft>;

/** "已保存 12:03", and what was kept in this tab when the server could not take it. */
export function DraftStatus({ draft, onRestore }: { draft: Draft; onRestore: (answers: Readonly<Record<string, unknown>>) => void }) {
  const { t } = useTranslation();
  const { state, found, dismiss } = draft;
  return (
    <div data-print="no">
      <p role="status" className={`min-h-5 text-sm ${state.kind === 'kept' ? 'text-warn' : 'text-muted'}`}>
        {state.kind === 'idle' ? '' : t(`form.draft.${state.kind}`, { time: timeOf(state) })}
      </p>
      {found ? (
        <p className="bg-warn-soft flex flex-wrap items-center gap-3 px-3 py-1">
          {t('form.draft.found', { time: clockTime(found.at) })}
          <button
            type="button"
            className={styles.quiet}
            onClick={() => {
              onRestore(found.answers);
              dismiss();
              draft.changed(found.answers);
            }}
          >
            {t('form.draft.restore')}
          </button>
          <button type="button" className={styles.quiet} onClick={dismiss}>
            {t('form.draft.discard')}
          </button>
        </p>
      ) : null}
    </div>
  );
}

function timeOf(state: DraftState): string {
  return state.kind === 'saved' || state.kind === 'kept' ? clockTime(state.at) : '';
}

function clockTime(iso: string): string {
  return new Date(iso).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'Asia/Shanghai' });
}
