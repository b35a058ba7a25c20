import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { writeInThread } from '#server/sheets/thread.ts';
import { sheetOf } from '../../support/sheets.ts';
import { Refused, signIn } from '../support/client.ts';
import type { Person } from '../support/client.ts';
import { withDatabases } from '../support/database.ts';
import { timesRow, valueRow } from '../support/figures.ts';
import type { Row } from '../support/figures.ts';
import type { Effort, Section } from '../support/section.ts';
import { withServer } from '../support/servers.ts';

const LIMIT = { of: 'value', atMost: 10_000 } as const;
const ROWS = 1_000;
const LOOK_EVERY_MS = 50;
const taken = z.object({ id: z.string() });
const shown = z.object({ state: z.string(), total: z.number(), good: z.number() });

/** Whether a department can bring its whole catalogue as one file while everybody else goes on working. */
export const imports: Section = {
  name: 'import',
  title: `import: ${ROWS} rows of a workbook with every check, while somebody else reads the catalogue`,
  run: (effort) =>
    withDatabases(({ template }) =>
      withServer(template.appUrl, async (url) => {
        const [compiler, reader] = [await signIn(url, 'civil-compiler'), await signIn(url, 'edu-steward')];
        try {
          return await measure(compiler, reader, effort);
        } finally {
          compiler.close();
          reader.close();
        }
      }),
    ),
};

async function measure(compiler: Person, reader: Person, effort: Effort): Promise<Row[]> {
  const rounds = effort.quick ? 1 : 5;
  const times = { checked: [] as number[], confirmed: [] as number[], reading: [] as number[], alone: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const book = await writeInThread([{ name: '目录', headingRow: 1, widths: [], rows: sheetOf(namesOf(round)) }]);
    times.alone.push(...(await readFor(reader, 40)));
    effort.say(`import: round ${round + 1}, ${Math.round(book.length / 1024)} KB`);
    const began = performance.now();
    const id = await upload(compiler, book);
    const whole = whenChecked(compiler, id);
    let isDone = false;
    void whole.finally(() => (isDone = true));
    while (!isDone) times.reading.push(...(await readFor(reader, 1)));
    const found = await whole;
    times.checked.push(performance.now() - began);
    if (found.good !== ROWS) throw new Error(`${found.good} of ${ROWS} rows are sound`);
    times.confirmed.push((await compiler.call('POST', `/catalogue-imports/${id}/confirm`, {})).ms);
  }
  const slowest = (samples: readonly number[]): number => Math.max(...samples);
  return [
    valueRow(`${ROWS} rows uploaded, read and checked, slowest`, 'ms', slowest(times.checked), { limits: [LIMIT], n: rounds }),
    valueRow(`${ROWS} drafts made of them, slowest`, 'ms', slowest(times.confirmed), { n: rounds }),
    timesRow('catalogue read by another meanwhile', times.reading),
    timesRow('catalogue read with no import', times.alone, { note: 'baseline' }),
  ];
}

/** Other names in each round: the same ones would be drafts already. */
function namesOf(round: number): { readonly 信息资源名称: string }[] {
  return Array.from({ length: ROWS }, (_, index) => ({ 信息资源名称: `第${round}批第${index}类服务站点名录` }));
}

async function readFor(reader: Person, times: number): Promise<number[]> {
  const taking: number[] = [];
  for (let one = 0; one < times; one += 1) taking.push((await reader.call('GET', '/catalogue?limit=25')).ms);
  return taking;
}

async function upload({ base, username }: Person, book: Buffer): Promise<string> {
  const session = z
    .object({ token: z.string() })
    .parse(
      await (
        await post(`${base}/api/v1/session`, JSON.stringify({ username, password: 'gongkai-demo' }), { 'Content-Type': 'application/json' })
      ).json(),
    );
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(book)]), '目录.xlsx');
  const answer = await post(`${base}/api/v1/catalogue-imports`, form, { Authorization: `Bearer ${session.token}` });
  return taken.parse(await answer.json()).id;
}

async function post(url: string, body: string | FormData, headers: Record<string, string>): Promise<Response> {
  const answer = await fetch(url, { method: 'POST', body, headers });
  if (!answer.ok) throw new Refused({ status: answer.status, body: await answer.text(), ms: 0 }, url);
  return answer;
}

async function whenChecked(person: Person, id: string): Promise<z.infer<typeof shown>> {
  for (;;) {
    const found = shown.parse((await person.call('GET', `/catalogue-imports/${id}`)).value);
    if (found.state === 'checked') return found;
    if (found.state !== 'checking') throw new Error(`the import is ${found.state}`);
    await pause(LOOK_EVERY_MS);
  }
}
