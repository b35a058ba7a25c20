/** What the ledger's address asks for. */
export function ledgerFilter(request: Request) {
  const search = new URL(request.url).searchParams;
  const kind = search.get('kind') ?? '';
  const organisation = search.get('organisation') ?? '';
  return {
    shown: { kind, organisation },
    asked: {
      ...(kind === '' ? {} : { kind }),
      ...(organisation === '' ? {} : { organisationId: organisation }),
      cursor: search.get('cursor') ?? undefined,
    },
  };
}
