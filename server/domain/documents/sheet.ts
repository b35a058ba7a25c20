import type { Block, CaseDocument, Fact, Opinion, SignaturePlace } from './document.ts';
import { chineseNumber, dateInWords } from './words.ts';

/** Where whoever holds the paper can check it, and the hash that the record has for it. */
export type Check = { readonly url: string; readonly code: string; readonly hash: string };

export type SignedWords = { readonly step: string; readonly words: readonly string[]; readonly signed: readonly string[] };
export type TickedRow = { readonly label: string; readonly yes: string; readonly no: string };

export type SheetBlock =
  | { readonly kind: 'paragraph' | 'heading'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly Fact[] }
  | { readonly kind: 'choices'; readonly head: TickedRow; readonly rows: readonly TickedRow[] }
  | { readonly kind: 'opinions'; readonly rows: readonly SignedWords[] };

/** A document line for line as it stands on the paper: page and PDF differ in how they set it, never in what it says. */
export type Sheet = {
  readonly layout: CaseDocument['layout'];
  readonly organ: string;
  readonly title: string;
  readonly number: string;
  readonly address: string | null;
  readonly body: readonly SheetBlock[];
  /** Of a letter: what the seal goes over. Of a form with sides: one place for each. */
  readonly seals: readonly (readonly string[])[];
  readonly copies: string | null;
  readonly check: readonly string[];
};

export function sheetOf(document: CaseDocument, check: Check): Sheet {
  const letter = document.layout === 'letter';
  return {
    layout: document.layout,
    organ: document.organ,
    title: document.title,
    number: letter ? document.number : `编号：${document.number}`,
    address: document.addressee === null ? null : `${document.addressee}：`,
    body: document.body.flatMap(sheetBlocks),
    seals: document.signatures.map((place) => (letter ? [place.organ, dateInWords(document.issuedOn)] : sideLines(place))),
    copies: document.copiesTo.length === 0 ? null : `抄送：${document.copiesTo.join('，')}。`,
    check: [
      '本文书由平台制发。扫描二维码或者访问下列网址，可以核验文号、日期和校验值：',
      check.url,
      `核验码：${check.code}`,
      `文书校验值：${check.hash}`,
      ...(document.basis === null ? [] : [`所依决定：${document.basis.decisionId}，签署值 ${document.basis.payloadHash}`]),
    ],
  };
}

function sheetBlocks(block: Block): SheetBlock[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
    case 'facts':
      return [block];
    case 'list':
      return block.items.map((item, index) => ({ kind: 'paragraph', text: `（${chineseNumber(index + 1)}）${item}` }));
    case 'choices':
      return [
        {
          kind: 'choices',
          head: { label: block.head, yes: '是', no: '否' },
          rows: block.rows.map(({ label, text }) => ({ label, yes: text === '是' ? '√' : '', no: text === '否' ? '√' : '' })),
        },
      ];
    case 'opinions':
      return [{ kind: 'opinions', rows: block.rows.map(signedWords) }];
    default:
      return block satisfies never;
  }
}

function signedWords({ step, outcome, opinion, basis, name, post, on }: Opinion): SignedWords {
  const words = [outcome, opinion].filter((text) => text !== '').join('。');
  return {
    step,
    words: [words, basis === '' ? '' : `依据：${basis}`].filter((text) => text !== ''),
    signed:
      on === null
        ? ['签署：　　　　　　　　　年　　月　　日']
        : [post, `签署：${name}　　${dateInWords(on)}`].filter((text) => text !== ''),
  };
}

function sideLines({ side, organ, name, on }: SignaturePlace): string[] {
  return [`${side}（盖章）：`, organ, `签署人：${name}`, `日　期：${on === null ? '' : dateInWords(on)}`];
}
