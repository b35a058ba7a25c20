import { expect, inject, vi } from 'vitest';
import { z } from 'zod';

const demoPassword = 'gongkai-demo';

const filedSchema = z.object({ id: z.string(), number: z.string() });
const tasksSchema = z.object({ items: z.array(z.object({ id: z.string(), element: z.string(), case: z.object({ id: z.string() }) })) });
const taskSchema = z.object({
  dueAt: z.string().nullable(),
  revision: z.number(),
  form: z.object({ key: z.string(), version: z.number() }),
});
const answersSchema = z.record(z.string(), z.unknown());
const sessionSchema = z.object({ token: z.string() });

export type Filed = z.infer<typeof filedSchema>;

/** Somebody decides a step: who, which, with which outcome, and where the answers differ from the form's example. */
export type Step = readonly [
  username: string,
  element: string,
  outcome: string,
  change?: Readonly<Record<string, unknown>>,
  opinion?: string,
];

/** The steps before the provider has it, in an application of 市住建局. */
export const toProvider: readonly Step[] = [
  ['housing-steward', 'internal_consent', 'agree'],
  ['bdb-exchange', 'formal_check', 'pass'],
];

const tokens = new Map<string, string>();

const STARTS = { 'conditional-share': 'share_application', 'directional-open': 'open_application' } as const;

/** Files an application over HTTP, for journeys that begin later in the case. */
export async function fileCase(
  username = 'housing-applicant',
  entryId = 'cat-040',
  change: Readonly<Record<string, unknown>> = {},
  process: 'conditional-share' | 'directional-open' = 'conditional-share',
): Promise<Filed> {
  const answers = answersSchema.parse(await call(username, 'GET', `/forms/${STARTS[process]}/1/example?entry=${entryId}`));
  return filedSchema.parse(await call(username, 'POST', '/cases', { process, answers: { ...answers, ...change } }));
}

/** Takes a case through these steps over HTTP, as soon as each of them is there. */
export async function walk(caseId: string, ...steps: readonly Step[]): Promise<void> {
  for (const [username, element, outcome, change, opinion = '同意办理'] of steps) {
    const taskId = await taskOf(username, caseId, element);
    const { revision, form } = taskSchema.parse(await call(username, 'GET', `/tasks/${taskId}`));
    const answers = answersSchema.parse(
      await call(username, 'GET', `/forms/${form.key}/${form.version}/example?task=${taskId}&outcome=${outcome}`),
    );
    await call(username, 'POST', `/tasks/${taskId}/decision`, {
      outcome,
      answers: { ...answers, ...change },
      opinion,
      basis: '《政务数据共享条例》第二十一条',
      revision,
    });
  }
}

/** The open task of that step, once it has reached the person's inbox. */
export async function taskOf(username: string, caseId: string, element: string): Promise<string> {
  return vi.waitFor(
    async () => {
      const { items } = tasksSchema.parse(await call(username, 'GET', '/tasks?box=todo&sort=newest'));
      const task = items.find((item) => item.case.id === caseId && item.element === element);
      if (task === undefined) throw new Error(`${username} has no task ${element} of case ${caseId}`);
      return task.id;
    },
    { timeout: 20_000, interval: 50 },
  );
}

/** Somebody whom it does not concern tries to decide it by its id, and is refused. */
export async function tryToDecide(username: string, taskId: string): Promise<void> {
  const response = await fetch(`${inject('installation').url}/api/v1/tasks/${taskId}/decision`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${await tokenOf(username)}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ outcome: 'agree', revision: 1 }),
  });
  expect([403, 404]).toContain(response.status);
}

/** When that open task of the case is due, ISO. */
export async function dueAt(username: string, caseId: string, element: string): Promise<string> {
  const task = taskSchema.parse(await call(username, 'GET', `/tasks/${await taskOf(username, caseId, element)}`));
  if (task.dueAt === null) throw new Error(`${element} of case ${caseId} has no due day`);
  return task.dueAt;
}

/** Sessions end while a clock is moved by days. */
export function forgetTokens(): void {
  tokens.clear();
}

async function call(username: string, method: string, path: string, body?: unknown): Promise<unknown> {
  return send(method, path, body, { Authorization: `Bearer ${await tokenOf(username)}` });
}

async function tokenOf(username: string): Promise<string> {
  const known = tokens.get(username);
  if (known !== undefined) return known;
  const { token } = sessionSchema.parse(await send('POST', '/session', { username, password: demoPassword }, {}));
  tokens.set(username, token);
  return token;
}

async function send(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<unknown> {
  const response = await fetch(`${inject('installation').url}/api/v1${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  expect(response.ok, `${method} ${path} ${response.status} ${text}`).toBe(true);
  return JSON.parse(text);
}
