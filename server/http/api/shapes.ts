import { z } from 'zod';
import { ROLES } from '#server/domain/actor.ts';

/** Shapes that several calls share. Each `meta` id becomes a component of the OpenAPI document. */
export const uuid = z.uuid();
export const time = z.iso.datetime({ offset: true });
export const entryId = z.string().regex(/^[a-z0-9-]{1,64}$/);
export const cursor = z.string().max(300).regex(/^[\w-]*$/);
export const text = (max: number) => z.string().max(max);

export const byId = z.strictObject({ id: uuid });

export const person = z.strictObject({
  id: z.string(), name: z.string(), organisation: z.string(), roles: z.array(z.enum(ROLES)),
}).meta({ id: 'Person' });

/** Answers of a form by field key; the form's own schema checks them. */
export const answers = z.record(z.string().max(100), z.unknown()).meta({ id: 'Answers', description: 'Answers by field key, as the form describes them' });

export function page<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), next: z.string().nullable() });
}

/** Query strings are text: numbers and truth values are read from it. */
export const limit = z.string().regex(/^([1-9]|[1-9]\d|100)$/).transform(Number).optional();
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true').optional();
