import type { Actor } from '#server/domain/actor.ts';
import type { Act, SubjectName } from '#server/domain/permissions.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { mayEver } from './ability.ts';

/** Who may come in at all, for a page or a call. The command or query then asks about the very thing. */
export type Rule = 'public' | 'signed_in' | { readonly act: Act; readonly on: SubjectName };

/** The default is no: whoever matches no rule is refused. */
export function refusedBy(rule: Rule, actor: Actor | null): Refusal | null {
  if (rule === 'public') return null;
  if (actor === null) return refuse('unauthenticated');
  if (rule === 'signed_in') return null;
  return mayEver(actor, rule.act, rule.on) ? null : refuse('forbidden');
}
