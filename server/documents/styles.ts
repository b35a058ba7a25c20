import type { Style } from './paper.ts';

export const RED = '#c8161d';
export const TITLE: Style = { face: 'bold', size: 22, pitch: 34 };
export const HEAD: Style = { face: 'bold', size: 34, pitch: 42, colour: RED };
export const SMALL: Style = { face: 'text', size: 7.5, pitch: 9.6, colour: '#333333' };
/** Page numbers and copies: size 4. */
export const MARGINAL: Style = { face: 'text', size: 14, pitch: 24 };

export type Styles = { readonly body: Style; readonly table: Style };

/** 28 characters a line and 22 lines a page (size 3); sheets of the file and tables in small size 4. */
export function stylesOf(layout: 'letter' | 'form', tightness: number): Styles {
  const table: Style = { face: 'text', size: 12, pitch: 19 * tightness };
  return { body: layout === 'letter' ? { face: 'text', size: 15.75, pitch: 28.9 * tightness } : table, table };
}
