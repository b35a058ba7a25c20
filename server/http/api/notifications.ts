import { z } from 'zod';
import { readNotifications } from '#server/commands/read-notifications.ts';
import { setNoticeSettings } from '#server/commands/set-notice-settings.ts';
import { NOTICE_CHANNELS, NOTICE_KINDS, NOTICE_MODES } from '#server/domain/notices.ts';
import { noticeSettings } from '#server/queries/notice-settings.ts';
import { notifications, unreadNotices } from '#server/queries/notifications.ts';
import { endpoint } from '../endpoint.ts';
import { cursor, flag, limit, list, page, text, time, uuid } from './shapes.ts';

const kind = z.enum(NOTICE_KINDS);
const mode = z.enum(NOTICE_MODES);
const timeOfDay = z.string().regex(/^\d{2}:\d{2}$/);

const notice = z
  .strictObject({
    id: uuid,
    kind,
    detail: z.string(),
    case: z.strictObject({ id: uuid, number: z.string(), title: z.string() }),
    task: z.strictObject({ id: uuid, name: z.string(), dueAt: time.nullable() }).nullable(),
    link: z.string(),
    at: time,
    readAt: time.nullable(),
  })
  .meta({ id: 'Notification', description: 'What somebody was told: of which kind, about which case, and the task it asks for' });

const choices = z.record(kind, z.strictObject({ product: z.boolean(), email: mode, webhook: mode }));
const settings = { email: text(254), language: z.enum(['zh-CN', 'en']), quiet: z.boolean(), digestAt: timeOfDay, choices };

export const notificationCalls = [
  endpoint({
    id: 'listNotifications',
    method: 'get',
    path: '/notifications',
    rule: 'signed_in',
    summary: 'What the person was told, the newest first',
    query: z.strictObject({ unread: flag, limit, cursor: cursor.optional() }),
    status: 200,
    result: page(notice),
    run: ({ db, actor, query }) => notifications(db, actor, query),
  }),
  endpoint({
    id: 'countNotifications',
    method: 'get',
    path: '/notifications/unread',
    rule: 'signed_in',
    summary: 'How many are unread, counted up to 100',
    status: 200,
    result: z.strictObject({ unread: z.int() }),
    run: async ({ db, actor }) => ({ unread: await unreadNotices(db, actor) }),
  }),
  endpoint({
    id: 'readNotifications',
    method: 'post',
    path: '/notifications/read',
    rule: 'signed_in',
    summary: 'Mark some as read by id, or all that had come by an instant',
    body: z.union([z.strictObject({ ids: z.array(uuid).max(100) }), z.strictObject({ upTo: time })]),
    status: 200,
    result: z.strictObject({ read: z.int() }),
    run: ({ db, actor, body }) => readNotifications(db, actor, 'ids' in body ? body : { upTo: new Date(body.upTo) }),
  }),
  endpoint({
    id: 'readNotificationSettings',
    method: 'get',
    path: '/notification-settings',
    rule: 'signed_in',
    summary: 'By which way the person is told of what, and what there is to choose from',
    status: 200,
    result: z
      .strictObject({
        ...settings,
        kinds: list(kind),
        demanded: list(kind).meta({ description: 'Always told in the product: the law demands it' }),
        digestHours: list(timeOfDay),
        channels: list(z.enum(NOTICE_CHANNELS)).meta({ description: 'The ways that this installation has' }),
      })
      .meta({ id: 'NotificationSettings' }),
    run: ({ db, actor }) => noticeSettings(db, actor),
  }),
  endpoint({
    id: 'setNotificationSettings',
    method: 'put',
    path: '/notification-settings',
    rule: 'signed_in',
    summary: 'Choose by which way to be told of what, from now on',
    body: z.strictObject(settings),
    status: 200,
    result: z.strictObject({ saved: z.literal(true) }),
    run: ({ db, actor, body }) => setNoticeSettings(db, actor, body),
  }),
];
