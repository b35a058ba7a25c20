import type { CaseDocument } from '#server/domain/documents/document.ts';
import { sheetOf } from '#server/domain/documents/sheet.ts';
import type { Check, Sheet } from '#server/domain/documents/sheet.ts';
import { drawBlock } from './blocks.ts';
import { widthOfText } from './lines.ts';
import { NO_INK, pdfInk } from './ink.ts';
import type { PdfInk } from './ink.ts';
import { mm, PAGE, paperFor } from './paper.ts';
import type { Paper, Style } from './paper.ts';
import { qrOf } from './qr.ts';
import { HEAD, MARGINAL, RED, SMALL, stylesOf, TITLE } from './styles.ts';
import type { Styles } from './styles.ts';

/**
 * How close the lines stand: drawn together or apart so that signature and seal need no page without text
 * (GB/T 9704-2012, 7.3.5.6).
 */
const TIGHTNESS = [0.96, 0.92, 0.88, 0.84, 0.8, 1.04, 1.08, 1.12, 1.16];

/** The document as a PDF: its text can be selected and searched, its fonts are embedded, the same document gives the same bytes. */
export function documentPdf(document: CaseDocument, check: Check): Promise<Buffer> {
  const sheet = sheetOf(document, check);
  const tightness = bestTightness(sheet, check.url);
  const ink = pdfInk({ title: document.title, author: document.organ, subject: document.number, on: document.issuedOn });
  const { pages } = draw(paperFor(ink), sheet, check.url, tightness);
  numberPages(ink, pages);
  return ink.finish();
}

function bestTightness(sheet: Sheet, url: string): number {
  let best = { tightness: 1, ...draw(paperFor(NO_INK), sheet, url, 1) };
  for (const tightness of TIGHTNESS) {
    if (best.isTogether && (best.pages === 1 || sheet.layout === 'letter')) break;
    const other = { tightness, ...draw(paperFor(NO_INK), sheet, url, tightness) };
    if (other.isTogether && (!best.isTogether || other.pages < best.pages)) best = other;
  }
  return best.tightness;
}

/** `isTogether`: the last of the text and all that stands under it share a page. */
type Drawn = { readonly pages: number; readonly isTogether: boolean };

function draw(paper: Paper, sheet: Sheet, url: string, tightness: number): Drawn {
  const styles = stylesOf(sheet.layout, tightness);
  const letter = sheet.layout === 'letter';
  if (letter) drawHead(paper, sheet, styles);
  else drawFormHead(paper, sheet, styles);
  if (sheet.address !== null) paper.write(sheet.address, styles.body, { x: PAGE.left, width: PAGE.textWidth });
  sheet.body.forEach((block, index) => drawBlock(paper, block, sheet.body[index - 1] ?? null, styles));
  const pagesOfText = paper.pages;
  if (letter) drawSeals(paper, sheet, styles.body);
  else if (sheet.seals.length > 0) drawSides(paper, sheet, styles.table);
  drawFoot(paper, sheet, url);
  return { pages: paper.pages, isTogether: paper.pages === pagesOfText };
}

/** The organ's name in red, a thick and a thin line under it, and the number at the right (信函格式, GB/T 9704-2012, 10.1). */
function drawHead(paper: Paper, { organ, number, title }: Sheet, { body }: Styles): void {
  const across = { x: mm(20), width: PAGE.width - mm(40) };
  const size = Math.min(HEAD.size, (across.width * HEAD.size) / widthOfText(organ, HEAD.face, HEAD.size));
  paper.put(organ, { ...HEAD, size }, { ...across, align: 'centre' }, mm(26));
  const line = mm(26) + HEAD.pitch + mm(2);
  paper.rule(across.x, across.x + across.width, line, 2.2, RED);
  paper.rule(across.x, across.x + across.width, line + 3.2, 0.8, RED);
  paper.put(number, body, { x: PAGE.left, width: PAGE.textWidth, align: 'right' }, line + mm(4));
  paper.y = line + mm(4) + body.pitch * 2;
  paper.write(title, TITLE, { x: PAGE.left, width: PAGE.textWidth, align: 'centre' });
  paper.y += body.pitch * 0.8;
}

function drawFormHead(paper: Paper, { number, title, organ }: Sheet, { table }: Styles): void {
  paper.y = mm(28);
  paper.write(title, TITLE, { x: PAGE.left, width: PAGE.textWidth, align: 'centre' });
  paper.y += mm(3);
  paper.put(organ, table, { x: PAGE.left, width: PAGE.textWidth }, paper.y);
  paper.put(number, table, { x: PAGE.left, width: PAGE.textWidth, align: 'right' }, paper.y);
  paper.y += table.pitch + mm(1);
}

/** The organ that signs stands over the day, four characters from the right edge, and the seal goes over both. */
function drawSeals(paper: Paper, { seals }: Sheet, body: Style): void {
  for (const lines of seals) {
    const width = Math.max(...lines.map((line) => widthOfText(line, body.face, body.size)));
    const place = { x: PAGE.right - body.size * 4 - width, width, align: 'centre' as const };
    paper.need(SEAL * 2 + mm(1));
    const middle = paper.y + SEAL + mm(1);
    drawSeal(paper, place.x + width / 2, middle);
    lines.forEach((line, index) => paper.put(line, body, place, middle + (index - lines.length / 2) * body.pitch));
    paper.y = middle + SEAL;
  }
}

const SEAL = mm(20);

/** Where the seal goes: 40 mm across, dashed, so that a stamped one covers it. */
function drawSeal({ ink }: Paper, x: number, y: number): void {
  ink.ring(x, y, SEAL, '#bbbbbb');
}

/** The sides of an agreement beside each other, each with a place for its seal and its signature. */
function drawSides(paper: Paper, { seals }: Sheet, table: Style): void {
  const width = PAGE.textWidth / seals.length;
  const height = mm(44);
  paper.need(height + table.pitch);
  paper.y += table.pitch;
  seals.forEach((lines, index) => {
    const place = { x: PAGE.left + width * index + 4, width: width - 8 };
    drawSeal(paper, place.x + place.width / 2, paper.y + height / 2);
    lines.forEach((line, at) =>
      paper.put(line, at === 0 ? { ...table, face: 'bold' } : table, place, paper.y + table.pitch * (at < 2 ? at : at + 1)),
    );
  });
  paper.y += height + mm(4);
}

const QR = mm(22);

/** At the foot of the last page: whom a copy goes to, and how to check the paper. */
function drawFoot(paper: Paper, { copies, check }: Sheet, url: string): void {
  const height = QR + mm(5) + (copies === null ? 0 : MARGINAL.pitch);
  paper.need(height);
  paper.y = Math.max(paper.y, PAGE.bottom - height);
  if (copies !== null) {
    paper.rule(PAGE.left, PAGE.right, paper.y, 1);
    paper.put(copies, MARGINAL, { x: PAGE.left + 14, width: PAGE.textWidth - 28 }, paper.y);
    paper.y += MARGINAL.pitch;
  }
  paper.rule(PAGE.left, PAGE.right, paper.y, copies === null ? 1 : 0.5);
  const top = paper.y + mm(3);
  drawQr(paper, url, PAGE.left, top);
  const text = { x: PAGE.left + QR + mm(4), width: PAGE.textWidth - QR - mm(4) };
  paper.y = top + 1;
  for (const line of check) paper.write(line, SMALL, text);
  paper.rule(PAGE.left, PAGE.right, top + QR + mm(2), 1);
}

function drawQr({ ink }: Paper, url: string, x: number, y: number): void {
  const { size, dark } = qrOf(url);
  const unit = QR / size;
  ink.squares(
    dark.map(([column, row]) => [x + column * unit, y + row * unit] as const),
    unit,
  );
}

/** — 1 — at the outer edge, 7 mm under the text, as a bound file needs it. */
function numberPages(ink: PdfInk, pages: number): void {
  const paper = paperFor(ink);
  const style = { ...MARGINAL, pitch: MARGINAL.size };
  for (let page = 0; page < pages; page += 1) {
    const align = page % 2 === 0 ? 'right' : 'left';
    ink.turnTo(page);
    paper.put(`— ${page + 1} —`, style, { x: PAGE.left + 14, width: PAGE.textWidth - 28, align }, PAGE.bottom + mm(7));
  }
}
