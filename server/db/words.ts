import { cleanLines } from '#forms/fields/clean.ts';
import type { Actor } from '#server/domain/actor.ts';
import { keepContent } from './contents.ts';
import type { CaseFile } from './entities/case-file.ts';
import type { Tx } from './transact.ts';

export type Words = { readonly contentId: string; readonly contentHash: string };

/** What somebody says with an act that is no decision stands beside the chain like every other text. `about` is its event. */
export function keepWords(tx: Tx, actor: Actor, file: CaseFile, about: string, words: string): Words {
  const { id, hash } = keepContent(tx, actor, file, {
    kind: 'decision',
    element: about,
    form: { key: about, version: 1 },
    answers: {},
    opinion: cleanLines(words),
    basis: '',
  });
  return { contentId: id, contentHash: hash };
}
