import { useLocation, useNavigation, useSubmit } from '@remix-run/react';
import { useCallback, useEffect, useRef, useState, type FormEvent } from 'react';
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
 * While the answers themselves are handed in nothing is saved: it might arrive behind them and bring the draft back.
 */
export function useDraft({ key, savedAt, save }: Options) {
  const [state, setState] = useState<DraftState>(savedAt === null ? { kind: 'idle' } : { kind: 'saved', at: savedAt });
  const [found, setFound] = useState<KeptCopy | null>(null);
  const waiting = useRef<{ answers: Answers; since: number } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const underway = useRef<Promise<void> | null>(null);
  const held = useRef(false);
  const saveNow = useRef(save);
  saveNow.current = save;

  useEffect(() => {
    // Whatever the server took is forgotten here: what is left it never had. The two clocks need not agree.
    setFound(keptCopy(key));
  }, [key]);

  const saveAll = useCallback(async () => {
    for (let next = waiting.current; next && !held.current; next = waiting.current) {
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
  }, [key]);

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    if (held.current || waiting.current === null || underway.current !== null) return;
    underway.current = saveAll().then(() => {
      underway.current = null;
    });
  }, [saveAll]);

  /** Give it to useAnswerForm's onChange. */
  const changed = useCallback(
    (answers: Answers) => {
      const since = waiting.current?.since ?? Date.now();
      waiting.current = { answers, since };
      keepCopy(key, answers);
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, Math.max(0, Math.min(pause, since + longestPause - Date.now())));
    },
    [flush, key],
  );

  useEffect(() => {
    const leave = () => {
      if (document.visibilityState === 'hidden') flush();
    };
    document.addEventListener('visibilitychange', leave);
    window.addEventListener('online', flush);
    return () => {
      clearTimeout(timer.current);
      document.removeEventListener('visibilitychange', leave);
      window.removeEventListener('online', flush);
    };
  }, [flush]);

  const dismiss = useCallback(() => {
    forgetCopy(key);
    setFound(null);
  }, [key]);

  const submit = useSubmit();
  const navigation = useNavigation();
  const { pathname } = useLocation();

  /** Give it to the <Form>, after whatever may stop the post: it leaves when no save is under way any more. */
  const handIn = useCallback(
    (event: FormEvent<HTMLFormElement>) => {
      if (event.defaultPrevented) return;
      held.current = true;
      clearTimeout(timer.current);
      if (underway.current === null) return;
      event.preventDefault();
      const pressed = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null;
      const target = pressed instanceof HTMLButtonElement ? pressed : event.currentTarget;
      void underway.current.then(() => submit(target, { preventScrollReset: true }));
    },
    [submit],
  );

  const isIdle = navigation.state === 'idle';
  const leadsOn =
    navigation.state === 'loading' && navigation.formAction?.split('?')[0] === pathname && navigation.location.pathname !== pathname;
  useEffect(() => {
    if (leadsOn) forgetCopy(key);
    // Still here: they were not taken, so saving goes on.
    if (!isIdle) return;
    held.current = false;
    flush();
  }, [isIdle, leadsOn, key, flush]);

  return { state, found, changed, handIn, dismiss };
}
