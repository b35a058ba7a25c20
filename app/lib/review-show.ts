export const REVIEW_SHOWS = ['all', 'holds', 'ended', 'due'] as const;
export type ReviewShow = (typeof REVIEW_SHOWS)[number];

export function readReviewShow(search: URLSearchParams): ReviewShow {
  return REVIEW_SHOWS.find((show) => show === search.get('show')) ?? 'all';
}
