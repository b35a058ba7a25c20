import { z } from 'zod';
import { addWorkingDays, dayOf, isWorkingDay, timeOn } from './calendar.ts';
import type { Calendar, TimeOfDay } from './calendar.ts';

/**
 * What a person is told of, and by which way: pure rules. The kinds are what people choose by in their settings; a
 * `detail` (a code) says which of a kind it is: which reminder, which outcome, why a copy.
 */
export const NOTICE_KINDS = [
  'task_offered',
  'task_due',
  'task_overdue',
  'supplement',
  'reply',
  'case_changed',
  'grant_ends',
  'copied',
  'urged',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** The ways out of the product; in the product a notice stands by itself. */
export const NOTICE_CHANNELS = ['email', 'webhook'] as const;
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];

export const NOTICE_MODES = ['at_once', 'digest', 'off'] as const;
export type NoticeMode = (typeof NOTICE_MODES)[number];

export type NoticeChoice = { readonly product: boolean } & Readonly<Record<NoticeChannel, NoticeMode>>;

/** What is unread of these says nothing new once the task is closed: it is read by itself then, and sent no more. */
export const ABOUT_TASKS: readonly NoticeKind[] = ['task_offered', 'task_due', 'task_overdue', 'supplement', 'urged'];

/**
 * What the law has the applicant told (政务数据共享条例 Art 21: the request for a supplement, the reply with its reason):
 * nobody switches it off in the product.
 */
export const DEMANDED: readonly NoticeKind[] = ['supplement', 'reply'];

const QUIETLY: NoticeChoice = { product: true, email: 'digest', webhook: 'off' };
const URGENTLY: NoticeChoice = { product: true, email: 'at_once', webhook: 'at_once' };

/** Until a person chooses: what cannot wait goes at once by every way, the rest in one daily mail. */
export const DEFAULT_CHOICES: Readonly<Record<NoticeKind, NoticeChoice>> = {
  task_offered: QUIETLY,
  task_due: QUIETLY,
  task_overdue: URGENTLY,
  supplement: URGENTLY,
  reply: URGENTLY,
  case_changed: QUIETLY,
  grant_ends: QUIETLY,
  copied: QUIETLY,
  urged: URGENTLY,
};

export type NoticeSettings = {
  /** Where mail goes; '' for nowhere. */
  readonly email: string;
  readonly language: 'zh-CN' | 'en';
  /** Outside office hours what would go at once waits for their next beginning. */
  readonly quiet: boolean;
  /** The hour of the working day at which the daily mail goes. */
  readonly digestAt: TimeOfDay;
  readonly choices: Readonly<Record<NoticeKind, NoticeChoice>>;
};

export const DEFAULT_QUIET = true;

const choice = z.strictObject({ product: z.boolean(), email: z.enum(NOTICE_MODES), webhook: z.enum(NOTICE_MODES) });

/** Choices as they are kept: a kind that this version does not know is dropped, one that is missing is as by default. */
const kept = z.partialRecord(z.enum(NOTICE_KINDS), choice).catch({});

export function readChoices(stored: unknown): Record<NoticeKind, NoticeChoice> {
  const known = kept.parse(stored);
  return settled({ ...DEFAULT_CHOICES, ...known });
}

/** What the law demands stays on, whatever was chosen. */
export function settled(choices: Readonly<Record<NoticeKind, NoticeChoice>>): Record<NoticeKind, NoticeChoice> {
  const entries = NOTICE_KINDS.map(
    (kind) => [kind, DEMANDED.includes(kind) ? { ...choices[kind], product: true } : choices[kind]] as const,
  );
  return Object.fromEntries(entries) as Record<NoticeKind, NoticeChoice>;
}

/** An address that a mail server can be given; whether somebody reads it there only the person knows. */
export function isMailAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i.test(text)
  );
}

/** The hours at which the daily mail may go: each full hour of office time from each opening on. */
export function digestHours({ officeHours }: Pick<Calendar, 'officeHours'>): TimeOfDay[] {
  return officeHours.flatMap(([from, to]) => {
    const hours: TimeOfDay[] = [];
    for (let at = from; at < to; at = anHourLater(at)) hours.push(at);
    return hours;
  });
}

function anHourLater(time: TimeOfDay): TimeOfDay {
  return `${String(Number(time.slice(0, 2)) + 1).padStart(2, '0')}${time.slice(2)}`;
}

/** What comes in the last minute goes with the next one: it may be written a moment after the mail was put together. */
const CLOSES_MS = 60_000;

/** When the next daily mail of that hour goes; never on a day off. */
export function nextDigest(calendar: Calendar, at: Date, hour: TimeOfDay): Date {
  const today = dayOf(at, calendar.timezone);
  const now = timeOn(calendar, today, hour);
  if (isWorkingDay(calendar, today) && at.getTime() + CLOSES_MS < now.getTime()) return now;
  return timeOn(calendar, addWorkingDays(calendar, today, 1), hour);
}

/** `at` itself within office hours; otherwise their next beginning. */
export function nextOfficeTime(calendar: Calendar, at: Date): Date {
  const today = dayOf(at, calendar.timezone);
  if (isWorkingDay(calendar, today)) {
    for (const [from, to] of calendar.officeHours) {
      if (at < timeOn(calendar, today, from)) return timeOn(calendar, today, from);
      if (at < timeOn(calendar, today, to)) return at;
    }
  }
  const [opening] = calendar.officeHours;
  if (opening === undefined) throw new RangeError('a calendar needs office hours');
  return timeOn(calendar, addWorkingDays(calendar, today, 1), opening[0]);
}

/** The page to which a notice leads: its task's, else its case's; of a grant that ends the grant's, from where it is renewed. */
export function noticeLink(notice: { readonly taskId: string | null; readonly grantId: string | null; readonly caseId: string }): string {
  if (notice.grantId !== null) return `/grants/${notice.grantId}`;
  return notice.taskId === null ? `/cases/${notice.caseId}` : `/tasks/${notice.taskId}`;
}

const MINUTE = 60_000;
/** Minutes between tries: a mail server that restarts is back within the first, one that is replaced within the last. */
const PAUSES = [1, 5, 15, 60, 240, 720, 1440].map((minutes) => minutes * MINUTE);

/** How often a message is tried before it is given up and shown to the operators. */
export const MOST_TRIES = PAUSES.length + 1;

/** What to do after the n-th try in vain: how long to pause, or null to give up. */
export function pauseAfter(tries: number): number | null {
  return PAUSES[tries - 1] ?? null;
}
