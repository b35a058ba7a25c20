import { compileFeel } from '#forms/feel/compile.ts';
import { evaluate } from '#forms/feel/evaluate.ts';
import type { FeelValue, Scope } from '#forms/feel/evaluate.ts';

/**
 * The variables that an expression of a drawing asks for; null when it is none that we take.
 * Drawings may use the part of FEEL that forms use (forms/feel): Zeebe 8.5 reads all of it alike, and the checks,
 * the paths and the engine then agree. It has a leading `=`, as in BPMN, and plain names, as Zeebe wants them.
 */
export function feelNames(text: string): string[] | null {
  if (!text.startsWith('=')) return null;
  const compiled = compileFeel(text);
  return compiled.ok && compiled.names.every((name) => /^[A-Za-z_]\w*$/.test(name)) ? compiled.names : null;
}

/** The value of an expression; null where FEEL says null. Throws on a text that `feelNames` refuses. */
export function evaluateFeel(text: string, scope: Scope): FeelValue {
  const compiled = compileFeel(text);
  if (!compiled.ok) throw new Error(`no FEEL that a drawing may use: ${text}`);
  return evaluate(compiled.expression, scope);
}
