import { useCallback, useEffect, useRef, useState } from 'react';
import { forgetCopy, keepCopy, keptCopy, type KeptCopy } from './local-copy.ts';

type Answers = Readonly<Record<string, unknown>>;
export type DraftState = { kind: 'idle' } | { kind: 'saving' } | { kind: 'saved'; at: string } | { kind: 'kept'; at: string };

type Options = {
  /** Tells drafts apart in this browser: the draft's or the task's id. */
  key: string;
  /** When the server last stored it, ISO; null for none. */
  savedAt: string | null;
  /** Stores the answers on the server; rejects when it does not take them. Returns the time of storing, ISO. */
  save: (answers: Answers) => Promise<string>;
};

const pause = 800;
const longestPause = 5000;

/**
 * Saves half-done answers as they are typed: after a short pause, at the latest every five seconds, one save at a time,
 * the last answers always last. What the server does not take (session over, no network) stays in this tab and is
 * tried again with the next change or when the network is back; `found` offers it after a reload.
 */
export function useDraft({ key, savedAt, save }: Options) {
  const [state, setState] = useState<DraftState>(savedAt === null ? { kind: 'idle' } : { kind: 'saved', at: savedAt });
  const [found, setFound] = useState<KeptCopy | null>(null);
  const waiting = useRef<{ answers: Answers; since: number } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const saving = useRef(false);
  const saveNow = useRef(save);
  saveNow.current = save;

  useEffect(() => {
    // Whatever the server took is forgotten here: what is left it never had. The two clocks need not agree.
    setFound(keptCopy(key));
  }, [key]);

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    if (saving.current) return;
    saving.current = true;
    for (let next = waiting.current; next; next = waiting.current) {
      const { answers } = next;
      setState({ kind: 'saving' });
      try {
        const at = await saveNow.current(answers);
        if (waiting.current !== next) continue;
        waiting.current = null;
        forgetCopy(key);
        setState({ kind: 'saved', at });
      } catch {
        setState({ kind: 'kept', at: keepCopy(key, waiting.current?.answers ?? answers) });
        break;
      }
    }
    saving.current = false;
  }, [key]);

  /** Give it to useAnswerForm's onChange. */
  const changed = useCallback(
    (answers: Answers) => {
      const since = waiting.current?.since ?? Date.now();
      waiting.current = { answers, since };
      keepCopy(key, answers);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), Math.max(0, Math.min(pause, since + longestPause - Date.now())));
    },
    [flush, key],
  );

  useEffect(() => {
    const leave = () => {
      if (document.visibilityState === 'hidden') void flush();
    };
    const back = () => void flush();
    document.addEventListener('visibilitychange', leave);
    window.addEventListener('online', back);
    return () => {
      clearTimeout(timer.current);
      document.removeEventListener('visibilitychange', leave);
      window.removeEventListener('online', back);
    };
  }, [flush]);

  const dismiss = useCallback(() => {
    forgetCopy(key);
    setFound(null);
  }, [key]);

  /** After the answers were filed: nothing is saved any more, nothing is left in this tab. */
  const finish = useCallback(() => {
    clearTimeout(timer.current);
    waiting.current = null;
    forgetCopy(key);
  }, [key]);

  return { state, found, changed, flush, dismiss, finish };
}
