import { z } from 'zod';
import { ROLES } from '#server/domain/actor.ts';

/** Shapes that several calls share. Each `meta` id becomes a component of the OpenAPI document. */
export const uuid = z.uuid();
export const time = z.iso.datetime({ offset: true });
export const entryId = z.string().regex(/^[a-z0-9-]{1,64}$/);
export const cursor = z
  .string()
  .max(300)
  .regex(/^[\w-]*$/);
export const text = (max: number) => z.string().max(max);

export const byId = z.strictObject({ id: uuid });

export const person = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    organisation: z.string(),
    roles: z.array(z.enum(ROLES)),
  })
  .meta({ id: 'Person' });

export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item).readonly();
}

export function page<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: list(item), next: z.string().nullable() });
}

/** `<organisation>:<role>` */
export const group = z.string().regex(/^[a-z0-9-]+:[a-z_]+$/);

export const clock = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('running'),
      limitKey: z.string(),
      dueAt: time,
      daysLeft: z.int(),
      overdue: z.boolean(),
      uncertain: z.boolean(),
      basis: z.string(),
    }),
    z.strictObject({ kind: z.literal('stopped'), limitKey: z.string(), why: z.string(), basis: z.string() }),
    z.strictObject({ kind: z.literal('none') }),
  ])
  .meta({ id: 'Clock', description: 'A time limit: working days left (negative when overdue), or why it stands still' });

export const formRef = z.strictObject({ key: z.string(), version: z.int() });

/** Query strings are text: numbers and truth values are read from it. */
export const limit = z
  .string()
  .regex(/^([1-9]|[1-9]\d|100)$/)
  .transform(Number)
  .optional();
export const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .optional();
