import { performance } from 'node:perf_hooks';
import type { TestInstallation } from '../../support/installation.ts';
import { connect } from '../support/client.ts';
import type { Connection } from '../support/client.ts';
import { openEngineAlone } from '../support/engine-alone.ts';
import type { EngineAlone } from '../support/engine-alone.ts';
import { timesRow } from '../support/figures.ts';
import type { Limit, Row } from '../support/figures.ts';
import { withInstallation } from '../support/installation.ts';
import { addOpenTasks } from '../support/open-tasks.ts';
import type { Effort, Section } from '../support/section.ts';
import { applicationFor, decisionOf, ENTRY, fileCase, FILER, gatherCast, readTask, STEPS, untilInInbox } from '../support/walk.ts';
import type { Answers, Cast } from '../support/walk.ts';

const LIMITS: Limit[] = [
  { of: 'p50', atMost: 25 },
  { of: 'p99', atMost: 120 },
];
/** Steps that another decision did not bring about: the second of two that open at once. */
const NOT_CAUSED = 'terms_provider';

type Samples = {
  readonly file: number[];
  readonly answered: number[];
  readonly next: number[];
  readonly decided: number[];
  readonly byStep: Map<string, number[]>;
  readonly aloneStart: number[];
  readonly aloneStep: number[];
  readonly empty: number[];
};

/** How long one person waits for another's work: the product beside its engine alone, in the same rounds. */
export const latency: Section = {
  name: 'latency',
  title: 'latency: one case after the other, one client, inbox polled over HTTP with a kept connection',
  run: (effort) =>
    withInstallation(async (installation) => {
      const rounds = effort.quick ? 15 : 150;
      const few = effort.quick ? 8 : 60;
      const rows = await measured(installation, effort, { warmUp: effort.quick ? 5 : 40, rounds, label: 'empty inbox', details: true });
      for (const [from, to] of effort.quick
        ? ([[1, 10_000]] as const)
        : ([
            [1, 10_000],
            [10_001, 1_000_000],
          ] as const)) {
        effort.say(`latency: writing open tasks up to ${to}`);
        await addOpenTasks(installation.superuserUrl, from, to);
        rows.push(
          ...(await measured(installation, effort, { warmUp: 5, rounds: few, label: `${to.toLocaleString('en')} open`, details: false })),
        );
      }
      return rows;
    }),
};

type Plan = { readonly warmUp: number; readonly rounds: number; readonly label: string; readonly details: boolean };

async function measured(installation: TestInstallation, effort: Effort, plan: Plan): Promise<Row[]> {
  const cast = await gatherCast(installation.url);
  const plain = connect(installation.url);
  const alone = await openEngineAlone(installation.zeebeAddress);
  try {
    const answers = await applicationFor(cast.of(FILER), ENTRY);
    await rounds({ cast, plain, alone, answers }, plan.warmUp);
    effort.say(`latency: ${plan.rounds} rounds, ${plan.label}`);
    return rowsOf(await rounds({ cast, plain, alone, answers }, plan.rounds), plan);
  } finally {
    cast.close();
    plain.close();
    await alone.close();
  }
}

type Scene = { readonly cast: Cast; readonly plain: Connection; readonly alone: EngineAlone; readonly answers: Answers };

/** In each round the engine alone, an empty answer and a whole case: what disturbs one disturbs all. */
async function rounds({ cast, plain, alone, answers }: Scene, count: number): Promise<Samples> {
  const samples: Samples = { file: [], answered: [], next: [], decided: [], byStep: new Map(), aloneStart: [], aloneStep: [], empty: [] };
  for (let round = 0; round < count; round += 1) {
    const bare = await alone.round();
    samples.aloneStart.push(bare.start);
    samples.aloneStep.push(...bare.steps);
    for (let look = 0; look < 5; look += 1) samples.empty.push((await plain.send('GET', '/healthz')).ms);
    await walk(cast, answers, samples);
  }
  return samples;
}

async function walk(cast: Cast, answers: Answers, samples: Samples): Promise<void> {
  let began = performance.now();
  const filed = await fileCase(cast.of(FILER), answers);
  samples.answered.push(filed.ms);
  for (const [index, step] of STEPS.entries()) {
    const person = cast.of(step.username);
    const task = await untilInInbox(person, filed.id, step.element);
    const waited = performance.now() - began;
    if (index === 0) samples.file.push(waited);
    else if (step.element !== NOT_CAUSED) {
      samples.next.push(waited);
      samples.byStep.set(step.element, [...(samples.byStep.get(step.element) ?? []), waited]);
    }
    const reading = await readTask(person, task, step.outcome, ENTRY);
    if (reading === null) throw new Error(`${step.element} was decided already`);
    began = performance.now();
    samples.decided.push((await person.call('POST', `/tasks/${task.id}/decision`, decisionOf(reading))).ms);
  }
}

function rowsOf(samples: Samples, { label, details }: Plan): Row[] {
  const rows = [
    timesRow(`file -> in the next inbox, ${label}`, samples.file, { limits: LIMITS }),
    timesRow(`decision -> next task in the inbox, ${label}`, samples.next, { limits: LIMITS, note: 'all steps' }),
    timesRow(`  baseline: engine alone, publish -> job, ${label}`, samples.aloneStart),
    timesRow(`  baseline: engine alone, complete -> next job, ${label}`, samples.aloneStep),
  ];
  if (!details) return rows;
  return [
    ...rows,
    timesRow('  baseline: empty answer (/healthz)', samples.empty),
    timesRow('  of it: answer to filing', samples.answered),
    timesRow('  of it: answer to a decision', samples.decided),
    ...[...samples.byStep].map(([element, times]) => timesRow(`  decision -> ${element}`, times, { note: EFFECTS[element] ?? '' })),
  ];
}

const EFFECTS: Readonly<Record<string, string>> = { terms_applicant: 'an effect of ours lies between (reply.record)' };
