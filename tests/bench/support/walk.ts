import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { signIn } from './client.ts';
import type { Person } from './client.ts';

const item = z.object({ id: z.string(), element: z.string().nullable(), case: z.object({ id: z.string() }) });
export type Item = z.output<typeof item>;
const inboxPage = z.object({ items: z.array(item) });
const filedCase = z.object({ id: z.string() });
const taskShape = z.object({
  form: z.object({ key: z.string(), version: z.number() }),
  revision: z.number(),
  outcomes: z.array(z.object({ key: z.string() })),
});

export type Answers = Readonly<Record<string, unknown>>;
const answersShape: z.ZodType<Answers> = z.record(z.string(), z.unknown());

/** The story that the product's demo tells, for items of level 3, from the first consent to the provision: who does what. */
export const ENTRY = 'cat-040';
export const FILER = 'housing-applicant';
export const STEPS = [
  { element: 'internal_consent', username: 'housing-steward', outcome: 'agree' },
  { element: 'formal_check', username: 'bdb-exchange', outcome: 'pass' },
  { element: 'provider_decision', username: 'civil-steward', outcome: 'partly' },
  { element: 'confidentiality_opinion', username: 'civil-secrecy', outcome: 'agree' },
  { element: 'terms_applicant', username: 'housing-applicant', outcome: 'confirm' },
  { element: 'terms_provider', username: 'civil-steward', outcome: 'confirm' },
  { element: 'provision', username: 'bdb-ops', outcome: 'done' },
] as const;
export type Step = (typeof STEPS)[number];

export type Cast = { of(username: string): Person; close(): void };

/** Everybody whom the story needs, signed in. */
export async function gatherCast(base: string): Promise<Cast> {
  const people = new Map<string, Person>();
  for (const username of new Set([FILER, ...STEPS.map((step) => step.username)])) people.set(username, await signIn(base, username));
  return {
    of(username) {
      const person = people.get(username);
      if (!person) throw new Error(`${username} is not in the story`);
      return person;
    },
    close: () => people.forEach((person) => person.close()),
  };
}

export async function readInbox(person: Person, query: string): Promise<Item[]> {
  return inboxPage.parse((await person.call('GET', `/tasks?box=todo&${query}`)).value).items;
}

export async function applicationFor(filer: Person, entry: string, form = 'share_application'): Promise<Answers> {
  return answersShape.parse((await filer.call('GET', `/forms/${form}/1/example?entry=${entry}`)).value);
}

/** Resolves with the case's id and the milliseconds of the answer. */
export async function fileCase(
  filer: Person,
  answers: Answers,
  process = 'conditional-share',
): Promise<{ readonly id: string; readonly ms: number }> {
  const { value, ms } = await filer.call('POST', '/cases', { process, answers });
  return { id: filedCase.parse(value).id, ms };
}

/** A client's own pause between two looks, so that looking is not all that the server does. */
const LOOK_AGAIN_MS = 1;
const PATIENCE_MS = 20_000;

/** Looks into the inbox again and again, one request after the other, until the step of the case is in it. */
export async function untilInInbox(person: Person, caseId: string, element: string): Promise<Item> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const items = await readInbox(person, 'sort=newest&limit=25');
    const found = items.find((one) => one.case.id === caseId && one.element === element);
    if (found) return found;
    if (performance.now() > end) throw new Error(`${element} of case ${caseId} did not come into the inbox of ${person.username}`);
    await pause(LOOK_AGAIN_MS);
  }
}

export type Reading = {
  readonly revision: number;
  readonly answers: Answers;
  readonly outcome: string;
  /** What could be decided instead. */
  readonly others: readonly string[];
};

const known = new Map<string, Answers>();

/**
 * Opens the task as a person does; the first outcome offered is chosen where none is wanted. Null when somebody else has
 * decided it. Answers that a form takes are asked for once for each kind of application, step and outcome.
 */
export async function readTask(person: Person, task: Item, wanted: string | null, kind: string): Promise<Reading | null> {
  const read = taskShape.parse((await person.call('GET', `/tasks/${task.id}`)).value);
  const outcome = wanted ?? read.outcomes[0]?.key;
  if (outcome === undefined) return null;
  const key = `${person.base} ${kind} ${task.element} ${outcome}`;
  let answers = known.get(key);
  if (answers === undefined) {
    const { value } = await person.call('GET', `/forms/${read.form.key}/${read.form.version}/example?task=${task.id}&outcome=${outcome}`);
    answers = answersShape.parse(value);
    known.set(key, answers);
  }
  return { revision: read.revision, answers, outcome, others: read.outcomes.map((one) => one.key).filter((one) => one !== outcome) };
}

/** Opens and decides; throws unless it was this person who decided. Resolves with the milliseconds of the decision's answer. */
export async function decide(person: Person, task: Item, outcome: string, kind: string): Promise<number> {
  const reading = await readTask(person, task, outcome, kind);
  if (reading === null) throw new Error(`${task.element} was decided already`);
  return (await person.call('POST', `/tasks/${task.id}/decision`, decisionOf(reading))).ms;
}

export function decisionOf({ revision, answers, outcome }: Reading) {
  return { outcome, answers, revision, opinion: '同意办理', basis: '《政务数据共享条例》第二十一条' };
}
