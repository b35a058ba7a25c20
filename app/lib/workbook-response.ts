const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A workbook as a download; programs that know no Chinese names get a plain one. */
export function workbookResponse(bytes: Uint8Array, name: string): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': XLSX,
      'Content-Disposition': `attachment; filename="catalogue.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  });
}
