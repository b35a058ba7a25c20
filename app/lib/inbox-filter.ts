import type { InboxBox, InboxFilter, InboxSort } from '#server/queries/inbox.ts';

export type InboxView = { box: InboxBox; process: string; overdue: boolean; q: string; sort: InboxSort; cursor: string | undefined };

const BOXES: readonly InboxBox[] = ['todo', 'done', 'copied', 'filed'];

/** The whole view lives in the address: it survives opening a task, coming back, and being sent to a colleague. */
export function readInboxFilter(search: URLSearchParams): InboxView {
  return {
    box: BOXES.find((box) => box === search.get('box')) ?? 'todo',
    process: search.get('process') ?? '',
    overdue: search.get('overdue') === '1',
    q: (search.get('q') ?? '').trim().slice(0, 100),
    sort: search.get('sort') === 'newest' ? 'newest' : 'due',
    cursor: search.get('cursor') ?? undefined,
  };
}

export function isFiltered({ process, overdue, q }: InboxView): boolean {
  return process !== '' || overdue || q !== '';
}

/** The address of a view; what is not said is the default, so that two ways to the same view have one address. */
export function inboxSearch({ box, process, overdue, q, sort }: InboxView): string {
  const search = new URLSearchParams();
  if (box !== 'todo') search.set('box', box);
  if (q !== '') search.set('q', q);
  if (process !== '') search.set('process', process);
  if (overdue) search.set('overdue', '1');
  if (sort !== 'due') search.set('sort', sort);
  return `/inbox?${search.toString()}`;
}

/** The view as the query takes it: what is not asked for is left out. */
export function inboxQuery({ box, process, overdue, q, sort, cursor }: InboxView): InboxFilter {
  return { box, sort, cursor, process: process === '' ? undefined : process, overdue: overdue || undefined, q: q === '' ? undefined : q };
}
