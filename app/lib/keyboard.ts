/** True where letters are text and not commands, also while a Chinese input method is composing. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (document.querySelector('dialog[open]') !== null) return true;
  return target.isContentEditable || target.matches('input:not([type=radio]):not([type=checkbox]), textarea, select');
}

/** Marks the links of a list that j and k walk through. */
export const LIST_ITEM = { 'data-list-item': '' } as const;

export function moveInList(step: 1 | -1): boolean {
  const items = [...document.querySelectorAll<HTMLElement>('[data-list-item]')].filter((item) => item.offsetParent !== null);
  if (items.length === 0) return false;
  const here = items.findIndex((item) => item === document.activeElement);
  const current = here === -1 ? items.findIndex((item) => item.getAttribute('aria-current') === 'page') : here;
  const next = current === -1 ? (step === 1 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, current + step));
  const target = items[next];
  target?.focus();
  target?.scrollIntoView({ block: 'nearest' });
  return true;
}

/** To the box that searches everything, or to that of the list on the page. */
export function focusSearch(place: 'everywhere' | 'list'): boolean {
  const box = document.querySelector<HTMLInputElement>(`[data-search=${place}]`);
  box?.focus();
  box?.select();
  return box !== null;
}

/** From an open task back to its list, where the page offers that way and nothing is left to be closed first. */
export function goBack(): boolean {
  const back = document.querySelector<HTMLAnchorElement>('[data-back]');
  if (back === null || document.querySelector('header details[open]') !== null) return false;
  back.click();
  return true;
}
