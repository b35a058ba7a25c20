import type { Answers } from '#forms/answers.ts';
import { elementKey } from './catalogue-names.ts';
import type { AuthoritativeItem, Register } from './one-source.ts';

/** An item that a department would collect, and the authoritative item of another that already holds it. */
export type Overlap = { readonly name: string; readonly source: AuthoritativeItem };

/** The names of what would be collected, in their order. */
export function collectedNames(application: Answers): string[] {
  const { items } = application;
  return (Array.isArray(items) ? items : []).flatMap((row) =>
    typeof row === 'object' && typeof row['name'] === 'string' ? [row['name']] : [],
  );
}

/**
 * What other departments are the source of already (一数一源, 一源多用; 政务数据共享条例 Art 19; plan requirement 41): it is applied
 * for, not collected again. What identifies a subject is asked of everybody and is no second collection.
 */
export function overlapsIn(application: Answers, { sources, providerId }: Pick<Register, 'sources' | 'providerId'>): Overlap[] {
  return collectedNames(application).flatMap((name) => {
    const source = sources.get(elementKey(name, String(application['target'] ?? '')));
    return source === undefined || source.providerId === providerId ? [] : [{ name, source }];
  });
}
