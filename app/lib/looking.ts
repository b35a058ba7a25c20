let looking = false;

/** Whether the page asks again by itself, without anybody's doing. */
export function noteLooking(now: boolean): void {
  looking = now;
}

/**
 * Marks what the page asks by itself, so that a page that is left open does not keep its session alive. The router
 * offers no place for it: its requests are given the mark on their way out.
 */
export function markLooking(): void {
  const send = window.fetch;
  window.fetch = (input, init) => {
    if (!looking) return send(input, init);
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
    headers.set('X-Gongkai-Watching', '1');
    return send(input, { ...init, headers });
  };
}
