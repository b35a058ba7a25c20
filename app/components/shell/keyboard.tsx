import { useNavigate } from '@remix-run/react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { focusSearch, goBack, isTyping, moveInList } from '#app/lib/keyboard.ts';
import { placesOf, type Opens } from './navigation.tsx';

const KeyboardHelp = lazy(() => import('./keyboard-help.tsx').then((module) => ({ default: module.KeyboardHelp })));

const HELP_EVENT = 'gongkai:keyboard-help';
const GO_WINDOW_MS = 1200;

export function openKeyboardHelp(): void {
  document.dispatchEvent(new Event(HELP_EVENT));
}

/** j/k move, Enter opens (a link does so itself), / searches everything, f the list, g then a letter goes, ? shows the keys. */
export function KeyboardKeys({ opens }: { opens: Opens }) {
  const navigate = useNavigate();
  const [help, setHelp] = useState(false);
  useEffect(() => {
    let goUntil = 0;
    function onKey(event: KeyboardEvent): void {
      if (isTyping(event)) return;
      const going = event.timeStamp < goUntil;
      goUntil = 0;
      const place = going ? placesOf(opens).find(({ letter }) => letter === event.key) : undefined;
      if (place !== undefined) navigate(place.to);
      else if (event.key === 'g') goUntil = event.timeStamp + GO_WINDOW_MS;
      else if (event.key === '?') setHelp(true);
      else if (!act(event.key)) return;
      event.preventDefault();
    }
    function onHelp(): void {
      setHelp(true);
    }
    document.addEventListener('keydown', onKey);
    document.addEventListener(HELP_EVENT, onHelp);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener(HELP_EVENT, onHelp);
    };
  }, [navigate, opens]);
  if (!help) return null;
  return (
    <Suspense fallback={null}>
      <KeyboardHelp opens={opens} onClose={() => setHelp(false)} />
    </Suspense>
  );
}

function act(key: string): boolean {
  if (key === 'j') return moveInList(1);
  if (key === 'k') return moveInList(-1);
  if (key === '/') return focusSearch('everywhere');
  if (key === 'f') return focusSearch('list');
  if (key === 'Escape') return goBack();
  return false;
}
