import { ZBClient } from 'zeebe-node';
import type { EngineVariables } from '#server/domain/engine-messages.ts';
import type { EngineJob, WorkerSettings } from './job.ts';
import { callError, CODE, EngineCallError } from './call-outcome.ts';
import { openJobStreams } from './job-stream.ts';
import { securityOf } from './tls.ts';
import type { EngineTls } from './tls.ts';

export type EngineMessageCall = {
  readonly name: string;
  readonly correlationKey: string;
  readonly messageId: string;
  readonly variables: EngineVariables;
};

export type Topology = { readonly version: string; readonly leaders: number; readonly partitions: number };
export type Deployed = { readonly processId: string; readonly version: number; readonly definitionKey: string };

/** Every call rejects with an EngineCallError, after 8 seconds at the latest; a deployment after 30. */
export type EngineClient = {
  topology(deadlineMs?: number): Promise<Topology>;
  deploy(name: string, bpmn: string): Promise<Deployed>;
  publish(message: EngineMessageCall): Promise<void>;
  completeJob(jobKey: string, variables: EngineVariables): Promise<void>;
  failJob(jobKey: string, failure: { retries: number; message: string; backOffMs: number }): Promise<void>;
  throwError(jobKey: string, code: string): Promise<void>;
  updateRetries(jobKey: string, retries: number): Promise<void>;
  resolveIncident(incidentKey: string): Promise<void>;
  cancelInstance(instanceKey: string): Promise<void>;
  /** Ends the stay in one element and begins another; the variables are the instance's own. */
  moveInstance(instanceKey: string, from: string, to: string, variables: EngineVariables): Promise<void>;
  /** Takes jobs of this type: those that are pushed, and by asking those that waited or could not be pushed. */
  work(settings: WorkerSettings): void;
  /** Ends the workers; a job in hand may finish for two seconds. */
  close(): Promise<void>;
};

/** Under the relay's lease, so that a call has ended before another may begin. */
const DEADLINE_MS = 8_000;
/** An engine that has just come up is slow at first. */
const DEPLOY_DEADLINE_MS = 30_000;
/** A message waits so long for a step that is not there yet, and so long is a second one with its id refused. */
const MESSAGE_LIFE_MS = 24 * 60 * 60 * 1000;
const CLOSE_MS = 2_000;

/**
 * Opens a connection to a gateway. `onTrouble` is told when a stream breaks: zeebe-node says so in its log only.
 * The library's own retry is off, since it would repeat what must not be repeated.
 */
export function openClient(address: string, onTrouble: () => void, tls: EngineTls | null = null): EngineClient {
  const zbc = new ZBClient(address, {
    ...securityOf(tls),
    retry: false,
    longPoll: 30_000,
    pollInterval: 10,
    connectionTolerance: 0,
    loglevel: 'ERROR',
    stdout: { debug: ignore, info: ignore, error: onTrouble },
  });
  const streams = openJobStreams(address, onTrouble, tls);
  let closed = false;

  async function call<Answer>(name: string, send: () => Promise<Answer>, deadlineMs = DEADLINE_MS): Promise<Answer> {
    if (closed) throw new EngineCallError(name, CODE.unavailable, 'closed');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new EngineCallError(name, CODE.deadlineExceeded, '')), deadlineMs);
    });
    try {
      return await Promise.race([send(), late]);
    } catch (error) {
      throw callError(name, error);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async topology(deadlineMs) {
      const answer = await call('topology', () => zbc.topology(), deadlineMs);
      const led = answer.brokers.flatMap((broker) => broker.partitions).filter((partition) => String(partition.role) === 'LEADER');
      return {
        version: answer.gatewayVersion,
        leaders: new Set(led.map((partition) => partition.partitionId)).size,
        partitions: answer.partitionsCount,
      };
    },
    async deploy(name, bpmn) {
      const answer = await call(
        'deploy',
        () => zbc.deployProcess({ name: `${name}.bpmn`, definition: Buffer.from(bpmn) }),
        DEPLOY_DEADLINE_MS,
      );
      const [process] = answer.processes;
      if (!process) throw new EngineCallError('deploy', 2, 'no process in the answer');
      return { processId: process.bpmnProcessId, version: process.version, definitionKey: process.processDefinitionKey };
    },
    async publish({ name, correlationKey, messageId, variables }) {
      await call('publish', () =>
        zbc.publishMessage({
          name,
          correlationKey,
          messageId,
          variables: { ...variables },
          timeToLive: MESSAGE_LIFE_MS,
        }),
      );
    },
    async completeJob(jobKey, variables) {
      await call('complete', () => zbc.completeJob({ jobKey, variables: { ...variables } }));
    },
    async failJob(jobKey, failure) {
      await call('fail', () =>
        zbc.failJob({
          jobKey,
          retries: failure.retries,
          errorMessage: failure.message,
          retryBackOff: failure.backOffMs,
        }),
      );
    },
    async throwError(jobKey, code) {
      await call('throw error', () => zbc.throwError({ jobKey, errorCode: code }));
    },
    async updateRetries(jobKey, retries) {
      await call('update retries', () => zbc.updateJobRetries({ jobKey, retries }));
    },
    async resolveIncident(incidentKey) {
      await call('resolve incident', () => zbc.resolveIncident({ incidentKey }));
    },
    async cancelInstance(instanceKey) {
      await call('cancel', () => zbc.cancelProcessInstance(instanceKey));
    },
    async moveInstance(instanceKey, from, to, given) {
      const variables = Object.fromEntries(
        Object.entries(given).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]),
      );
      await call('move', () =>
        zbc.modifyProcessInstance({
          processInstanceKey: instanceKey,
          activateInstructions: [{ elementId: to, ancestorElementInstanceKey: '-1', variableInstructions: [{ variables, scopeId: '' }] }],
          terminateInstructions: [{ elementInstanceKey: from }],
        }),
      );
    },
    work(settings) {
      streams.open(settings);
      zbc.createWorker({
        taskType: settings.jobType,
        timeout: settings.timeoutMs,
        maxJobsToActivate: settings.maxJobs,
        fetchVariable: [...settings.variables],
        loglevel: 'ERROR',
        taskHandler: async (job) => {
          const ours: EngineJob = {
            key: job.key,
            type: job.type,
            processId: job.bpmnProcessId,
            instanceKey: job.processInstanceKey,
            elementKey: job.elementInstanceKey,
            element: job.elementId,
            retries: job.retries,
            headers: { ...job.customHeaders },
            variables: job.variables,
          };
          // An error that leaves the handler would make the library fail the job: an incident at once.
          try {
            await settings.handle(ours);
          } catch (error) {
            settings.onError(error, ours);
          }
          return job.forward();
        },
      });
    },
    async close() {
      if (closed) return;
      closed = true;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, CLOSE_MS);
      });
      await Promise.race([Promise.all([zbc.close(CLOSE_MS), streams.close()]), late]);
      clearTimeout(timer);
    },
  };
}

function ignore(): void {}
