import { readFileSync } from 'node:fs';
import { drawingPath } from '#processes/registry.ts';
import type { ProcessKey } from '#processes/registry.ts';

export function shippedDrawing(key: ProcessKey): string {
  return readFileSync(new URL(`../../processes/${drawingPath(key)}`, import.meta.url), 'utf8');
}

/** A sound process of one step, to be spoilt in one place at a time. */
export function smallDrawing(): string {
  return readFileSync(new URL('./fixtures/small.bpmn', import.meta.url), 'utf8');
}

/** A sound process of one step that others may call, also the small one. */
export function calledDrawing(): string {
  return readFileSync(new URL('./fixtures/called.bpmn', import.meta.url), 'utf8');
}

/** The drawing with one text replaced everywhere; fails when the text is not there, so that no fixture rots. */
export function spoilt(drawing: string, text: string, replacement: string): string {
  if (!drawing.includes(text)) throw new Error(`the fixture lacks ${text}`);
  return drawing.replaceAll(text, () => replacement);
}
