import { z } from 'zod';
import { fileBasket } from '#server/commands/file-basket.ts';
import { putInBasket } from '#server/commands/put-in-basket.ts';
import { takeFromBasket } from '#server/commands/take-from-basket.ts';
import { basket } from '#server/queries/basket.ts';
import type { BasketEntry } from '#server/queries/basket.ts';
import { endpoint } from '../endpoint.ts';
import { answersSchema } from './answers.ts';
import { filed } from './cases.ts';
import { list, text, uuid } from './shapes.ts';

const byEntry = z.strictObject({ entryId: text(64) });

function shown({ open, items, ...entry }: BasketEntry) {
  return {
    ...entry,
    open: open !== null,
    shareType: open?.shareType ?? '',
    items: items.map(({ id, name, level }) => ({ id, name, level })),
  };
}

export const basketCalls = [
  endpoint({
    id: 'getBasket',
    method: 'get',
    path: '/basket',
    rule: { act: 'start', on: 'Process' },
    summary: 'What the person has collected to apply for together',
    status: 200,
    result: z.strictObject({
      entries: list(
        z
          .strictObject({
            entryId: z.string(),
            itemIds: list(z.string()),
            method: z.string(),
            name: z.string(),
            provider: z.string(),
            shareType: z.string(),
            open: z.boolean(),
            items: list(z.strictObject({ id: z.string(), name: z.string(), level: z.int() })),
            methods: list(z.string()),
          })
          .meta({ id: 'BasketEntry' }),
      ),
      most: z.int(),
    }),
    run: async ({ db, actor }) => {
      const { entries, most } = await basket(db, actor);
      return { entries: entries.map(shown), most };
    },
  }),
  endpoint({
    id: 'putInBasket',
    method: 'put',
    path: '/basket/{entryId}',
    rule: { act: 'start', on: 'Process' },
    summary: 'Collect an entry, or change what is wanted of it',
    params: byEntry,
    body: z.strictObject({ itemIds: z.array(text(64)).max(200).optional(), method: z.string().max(40).optional() }),
    status: 200,
    result: byEntry,
    refuses: ['not_found', 'wrong_state'],
    run: ({ db, actor, params, body }) => putInBasket(db, actor, { ...params, ...body }),
  }),
  endpoint({
    id: 'takeFromBasket',
    method: 'delete',
    path: '/basket/{entryId}',
    rule: { act: 'start', on: 'Process' },
    summary: 'Leave an entry out',
    params: byEntry,
    status: 204,
    result: z.undefined(),
    run: ({ db, actor, params }) => takeFromBasket(db, actor, params),
    respond: () => ({ body: undefined }),
  }),
  endpoint({
    id: 'fileBasket',
    method: 'post',
    path: '/basket',
    rule: { act: 'start', on: 'Process' },
    summary: 'File one application for each collected entry, all or none: `answers` are what they have in common',
    body: z.strictObject({ answers: answersSchema }),
    status: 201,
    result: z.strictObject({ cases: list(filed), together: uuid }),
    refuses: ['invalid', 'wrong_state', 'forbidden'],
    run: ({ db, actor, body }) => fileBasket(db, actor, body),
  }),
];
