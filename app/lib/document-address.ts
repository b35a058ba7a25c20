type Which = { readonly kind: string; readonly edition: number };

export function documentPage(caseId: string, { kind, edition }: Which): string {
  return `/cases/${caseId}/documents/${kind}?edition=${edition}`;
}

export function documentFile(caseId: string, { kind, edition }: Which): string {
  return `/api/v1/cases/${caseId}/documents/${kind}.pdf?edition=${edition}`;
}
