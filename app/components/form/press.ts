let pressed = false;
let listening = false;

/** Starts to follow whether a mouse button or finger is down. Once per page is enough. */
export function followPresses(): void {
  if (listening) return;
  listening = true;
  for (const type of ['pointerdown', 'pointerup', 'pointercancel'] as const) {
    document.addEventListener(type, () => (pressed = type === 'pointerdown'), { capture: true });
  }
}

/**
 * Runs it now, or, in the middle of a press, right after its click: a message that comes or goes when an input loses
 * the focus would move the button away between pressing and letting go, and the click would be lost.
 */
export function afterPress(run: () => void): void {
  if (!pressed) return run();
  const released = () => {
    document.removeEventListener('pointerup', released, true);
    document.removeEventListener('pointercancel', released, true);
    setTimeout(run);
  };
  document.addEventListener('pointerup', released, true);
  document.addEventListener('pointercancel', released, true);
}
