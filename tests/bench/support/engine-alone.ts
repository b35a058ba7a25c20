import { performance } from 'node:perf_hooks';
import { randomUUID } from 'node:crypto';
import { openClient } from '#server/engine/client.ts';

/**
 * The engine without us: a process that waits three times, driven through the same client with the same settings as the
 * product's. What a round takes here, no product on this engine can do without.
 */
export type EngineAlone = {
  /** Milliseconds from publishing the start message to the first job, and from each completion to the next job. */
  round(): Promise<{ readonly start: number; readonly steps: readonly number[] }>;
  close(): Promise<void>;
};

const JOB = 'bench.step';
const STEPS = ['one', 'two', 'three'];

export async function openEngineAlone(address: string): Promise<EngineAlone> {
  const client = openClient(address, () => {});
  await client.deploy('bench-alone', drawing());
  let arrived: (jobKey: string) => void = () => {};
  client.work({
    jobType: JOB,
    timeoutMs: 60_000,
    maxJobs: 32,
    variables: [],
    handle: async (job) => arrived(job.key),
    onError: (error) => {
      throw error;
    },
  });
  function nextJob(): Promise<string> {
    return new Promise((resolve) => {
      arrived = resolve;
    });
  }
  /** The call's own answer may come before or after the job; both must have come. */
  async function timed(call: Promise<void>, job: Promise<string>): Promise<{ key: string; ms: number }> {
    const began = performance.now();
    const [arrivedAt] = await Promise.all([job.then((key) => ({ key, ms: performance.now() - began })), call]);
    return arrivedAt;
  }
  return {
    async round() {
      const id = randomUUID();
      const first = nextJob();
      let job = await timed(
        client.publish({ name: 'bench-alone', correlationKey: `bench:${id}`, messageId: id, variables: { caseId: id, run: 1 } }),
        first,
      );
      const start = job.ms;
      const steps: number[] = [];
      for (let step = 1; step < STEPS.length; step += 1) {
        const next = nextJob();
        job = await timed(client.completeJob(job.key, { outcome: 'agree' }), next);
        steps.push(job.ms);
      }
      await client.completeJob(job.key, {});
      return { start, steps };
    },
    close: () => client.close(),
  };
}

function drawing(): string {
  const tasks = STEPS.map(
    (step) => `
    <bpmn:serviceTask id="${step}"><bpmn:extensionElements><zeebe:taskDefinition type="${JOB}" /></bpmn:extensionElements></bpmn:serviceTask>`,
  );
  const places = ['begin', ...STEPS, 'end'];
  const flows = places.slice(1).map(
    (target, index) => `
    <bpmn:sequenceFlow id="flow_${index}" sourceRef="${places[index]}" targetRef="${target}" />`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="bench" targetNamespace="bench">
  <bpmn:message id="filed" name="bench-alone" />
  <bpmn:process id="bench-alone" isExecutable="true">
    <bpmn:startEvent id="begin"><bpmn:messageEventDefinition id="begin_by" messageRef="filed" /></bpmn:startEvent>${tasks.join('')}
    <bpmn:endEvent id="end" />${flows.join('')}
  </bpmn:process>
</bpmn:definitions>`;
}
