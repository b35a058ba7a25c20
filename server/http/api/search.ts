import { z } from 'zod';
import { CASE_STATES } from '#server/domain/cases.ts';
import { search } from '#server/queries/search.ts';
import { HIT_KINDS, MATCHES } from '#server/queries/search-branches.ts';
import { endpoint } from '../endpoint.ts';
import { cursor, entryId, limit, page, text, time, uuid } from './shapes.ts';

const found = { number: z.string(), title: z.string(), match: z.enum(MATCHES) };

const hit = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('case'),
      id: uuid,
      ...found,
      state: z.enum(CASE_STATES),
      applicant: z.string(),
      provider: z.string(),
      filedBy: z.string(),
      filedAt: time,
    }),
    z.strictObject({
      kind: z.literal('entry'),
      id: entryId,
      ...found,
      provider: z.string(),
      shareType: z.enum(['unconditional', 'conditional', 'not_shared']),
      level: z.int(),
      canApply: z.boolean(),
    }),
    z.strictObject({ kind: z.literal('organisation'), id: z.string(), ...found, shortName: z.string() }),
  ])
  .meta({ id: 'SearchHit', description: 'match: where the words stand (its number, its heading, anywhere)' });

const kind = HIT_KINDS.join('|');
/** Query strings are text: kinds come with commas between them. */
const kinds = z
  .string()
  .regex(new RegExp(`^(${kind})(,(${kind}))*$`))
  .transform((value) => HIT_KINDS.filter((one) => value.split(',').includes(one)));

export const searchCalls = [
  endpoint({
    id: 'search',
    method: 'get',
    path: '/search',
    rule: 'signed_in',
    summary: 'Cases, entries and organisations that the person may see, by number, title, person and words',
    query: z.strictObject({ q: text(100), kinds: kinds.optional(), limit, cursor: cursor.optional() }),
    status: 200,
    result: page(hit),
    run: ({ db, actor, query }) => search(db, actor, query),
  }),
];
