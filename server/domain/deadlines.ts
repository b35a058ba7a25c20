import { z } from 'zod';
import type { Day } from './calendar.ts';

/**
 * One version of a time limit. `extensionMax` is in working days, null where the limit cannot be extended;
 * `basis` is the article it stands on; `status` says how strong that is: the law's own number, a rule of
 * another place, an analogy, or the product's default.
 */
export const deadlineSchema = z
  .object({
    key: z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/),
    amount: z.int().min(1).max(1000),
    unit: z.enum(['workingDay', 'month', 'year']),
    extensionMax: z.int().min(1).max(1000).nullable(),
    basis: z.string().min(1).max(500),
    status: z.enum(['law', 'local', 'analogy', 'product']),
    effectiveFrom: z.iso.date(),
  })
  .refine((limit) => limit.unit === 'workingDay' || limit.extensionMax === null, {
    path: ['extensionMax'],
    message: 'only_working_days_extend',
  });

export type Deadline = z.infer<typeof deadlineSchema>;

/**
 * The version of a limit in force on a day: the one that took effect last. Of two with the same
 * effective day the later in the list wins. Null when the key is unknown or not yet in force.
 * Ask with the day on which a clock starts: the clock carries what it finds here and never looks again.
 */
export function deadlineInForce(versions: readonly Deadline[], key: string, day: Day): Deadline | null {
  let found: Deadline | null = null;
  for (const version of versions) {
    if (version.key !== key || version.effectiveFrom > day) continue;
    if (found === null || version.effectiveFrom >= found.effectiveFrom) found = version;
  }
  return found;
}

/**
 * The limit in force for a step: for what the bureau found urgent the shorter one, where there is one (DOMAIN §4.3).
 * Throws when none is in force.
 */
export function limitFor(versions: readonly Deadline[], key: string, day: Day, urgent: boolean): Deadline {
  const limit = (urgent ? deadlineInForce(versions, `${key}.urgent`, day) : null) ?? deadlineInForce(versions, key, day);
  if (!limit) throw new Error(`no time limit ${key} is in force`);
  return limit;
}
