import type { Refused } from './respond.ts';

/** What stood in that input when the post was refused. */
export function typedText(refused: Refused | undefined, name: string): string | undefined {
  const typed = refused?.typed[name];
  return typeof typed === 'string' ? typed : undefined;
}
