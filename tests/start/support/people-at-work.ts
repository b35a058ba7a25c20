import { z } from 'zod';
import { eachOf } from '#server/engine/each-of.ts';
import { waitFor } from '#server/start/wait.ts';

/** A conditional share for items of level 3, from the first consent to the active grant: who does what. */
export const STEPS = [
  { element: 'internal_consent', username: 'housing-steward', outcome: 'agree' },
  { element: 'formal_check', username: 'bdb-exchange', outcome: 'pass' },
  { element: 'provider_decision', username: 'civil-steward', outcome: 'partly' },
  { element: 'confidentiality_opinion', username: 'civil-secrecy', outcome: 'agree' },
  { element: 'terms_applicant', username: 'housing-applicant', outcome: 'confirm' },
  { element: 'terms_provider', username: 'civil-steward', outcome: 'confirm' },
  { element: 'provision', username: 'bdb-ops', outcome: 'done' },
] as const;
type Step = (typeof STEPS)[number];

const applicant = 'housing-applicant';
/** The two sides accept the terms at the same time. */
const termsFrom = STEPS.findIndex(({ element }) => element === 'terms_applicant');

/** Where people are asked once this many steps are decided. */
export function openAfter(decided: number): readonly string[] {
  const at = STEPS.slice(decided, decided === termsFrom ? decided + 2 : decided + 1);
  return at.map(({ element }) => element);
}

export type People = {
  /** Files so many applications; the n-th is wanted decided up to its step `upTo(n)`. Acknowledged ids, in that order. */
  file(count: number, upTo: (index: number) => number): Promise<void>;
  /** Everybody works through their inbox until every case that was filed stands where it is wanted. */
  decideAll(): Promise<void>;
  wantMore(caseId: string, upTo: number): void;
  withdraw(caseId: string): Promise<void>;
  /** What was answered with success: so it must be there, once, whatever was killed since. */
  readonly acknowledged: {
    /** How far each case is wanted decided, by its id. */
    readonly filed: ReadonlyMap<string, number>;
    /** `<task> <element> <outcome>` */
    readonly decisions: ReadonlySet<string>;
  };
};

const token = z.object({ token: z.string() });
const answersSchema = z.record(z.string(), z.unknown());
const filedSchema = z.object({ id: z.string() });
const inboxSchema = z.object({
  items: z.array(z.object({ id: z.string(), element: z.string(), case: z.object({ id: z.string() }) })),
  next: z.string().nullable(),
});
type Item = z.output<typeof inboxSchema>['items'][number];
const taskSchema = z.object({ revision: z.number(), form: z.object({ key: z.string(), version: z.number() }) });
const decidedSchema = z.object({ taskId: z.string(), outcome: z.string() });
const problemSchema = z.object({ code: z.string() });

/** An outage, or an earlier try of the same that the server still has in hand: whoever sent it sends it again. */
const passing = ['unavailable', 'in_progress'];
const outageWithinMs = 120_000;
const lookAgainMs = 50;

/**
 * People who go on through every outage: what they sent without getting an answer they send again with the same key,
 * as the interface tells programs to. Any other answer than success is thrown.
 * @param onAcknowledged told how many acts have been acknowledged, after each
 */
export async function gatherPeople(url: string, onAcknowledged: (acts: number) => void): Promise<People> {
  const filed = new Map<string, number>();
  const decisions = new Set<string>();
  /** Case and element of each decision, since an inbox may be read before it and used after it. */
  const taken = new Set<string>();
  const examples = new Map<string, Promise<unknown>>();
  const tokens = new Map<string, string>();
  for (const username of new Set([applicant, ...STEPS.map((step) => step.username)])) {
    const answer = await send('POST', '/session', { 'Content-Type': 'application/json' }, { username, password: 'gongkai-demo' });
    tokens.set(username, token.parse(answer).token);
  }

  async function send(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<unknown> {
    const sent = { method, headers, body: body === undefined ? undefined : JSON.stringify(body) };
    const reply = await waitFor(async () => {
      // An answer may also be cut off in its middle.
      const answer = await fetch(`${url}/api/v1${path}`, sent)
        .then(async (response) => ({ ok: response.ok, status: response.status, value: (await response.json()) as unknown }))
        .catch(() => null);
      if (answer === null || answer.ok) return answer;
      return passing.includes(problemSchema.parse(answer.value).code) ? null : answer;
    }, outageWithinMs);
    if (!reply?.ok)
      throw new Error(`${method} ${path}: ${reply === null ? 'no answer' : `${reply.status} ${JSON.stringify(reply.value)}`}`);
    return reply.value;
  }

  function call(username: string, method: string, path: string, act?: { key: string; body: unknown }): Promise<unknown> {
    const who = { Authorization: `Bearer ${tokens.get(username)}` };
    if (act === undefined) return send(method, path, who);
    return send(method, path, { ...who, 'Content-Type': 'application/json', 'Idempotency-Key': act.key }, act.body);
  }

  let lastAct = Date.now();
  function acknowledge(): void {
    lastAct = Date.now();
    onAcknowledged(filed.size + decisions.size);
  }

  /** Answers that a form takes, asked for once: they are the same for all these cases. */
  function example(username: string, path: string): Promise<unknown> {
    const known = examples.get(path.replace(/task=[^&]*/, '')) ?? call(username, 'GET', path);
    examples.set(path.replace(/task=[^&]*/, ''), known);
    return known;
  }

  function isWanted(item: Item): boolean {
    const index = STEPS.findIndex(({ element }) => element === item.element);
    return index < (filed.get(item.case.id) ?? 0) && !taken.has(`${item.case.id} ${item.element}`);
  }

  /** `<case> <element>` */
  function undecided(): string[] {
    const wanted = [...filed].flatMap(([caseId, upTo]) => STEPS.slice(0, upTo).map(({ element }) => `${caseId} ${element}`));
    return wanted.filter((step) => !taken.has(step));
  }

  async function inboxOf(username: string): Promise<Item[]> {
    const items: Item[] = [];
    let next: string | null = '';
    while (next !== null) {
      const query = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const read: z.output<typeof inboxSchema> = inboxSchema.parse(await call(username, 'GET', `/tasks?box=todo&limit=100${query}`));
      items.push(...read.items);
      next = read.next;
    }
    return items;
  }

  async function decide(step: Step, item: Item): Promise<void> {
    const { username, outcome } = step;
    const { revision, form } = taskSchema.parse(await call(username, 'GET', `/tasks/${item.id}`));
    const path = `/forms/${form.key}/${form.version}/example?task=${item.id}&outcome=${outcome}`;
    const answers = answersSchema.parse(await example(username, path));
    const body = { outcome, answers, revision, opinion: '同意办理', basis: '《政务数据共享条例》第二十一条' };
    const answer = await call(username, 'POST', `/tasks/${item.id}/decision`, { key: `decide-${item.id}`, body });
    const decided = decidedSchema.parse(answer);
    taken.add(`${item.case.id} ${item.element}`);
    decisions.add(`${decided.taskId} ${item.element} ${decided.outcome}`);
    acknowledge();
  }

  async function workAs(username: string): Promise<void> {
    const steps = STEPS.filter((step) => step.username === username);
    await waitFor(
      async () => {
        const wanted = (await inboxOf(username)).filter(isWanted);
        await eachOf(wanted, 4, async (item) => {
          const step = steps.find(({ element }) => element === item.element);
          if (step) await decide(step, item);
        });
        if (Date.now() - lastAct > outageWithinMs) throw new Error(`nobody was asked any more; wanted: ${undecided().join(', ')}`);
        return undecided().length === 0 ? true : null;
      },
      Number.POSITIVE_INFINITY,
      lookAgainMs,
    );
  }

  return {
    acknowledged: { filed, decisions },
    async file(count, upTo) {
      const answers = answersSchema.parse(await call(applicant, 'GET', '/forms/share_application/1/example?entry=cat-040'));
      await eachOf([...Array(count).keys()], 6, async (index) => {
        const act = { key: `filing-${index}`, body: { process: 'conditional-share', answers } };
        const { id } = filedSchema.parse(await call(applicant, 'POST', '/cases', act));
        filed.set(id, upTo(index));
        acknowledge();
      });
    },
    async decideAll() {
      await Promise.all([...tokens.keys()].map(workAs));
    },
    wantMore: (caseId, upTo) => void filed.set(caseId, upTo),
    async withdraw(caseId) {
      await call(applicant, 'POST', `/cases/${caseId}/withdraw`, { key: `withdraw-${caseId}`, body: { reason: '不再需要' } });
    },
  };
}
