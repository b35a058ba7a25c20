import { createRequire } from 'node:module';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { GrpcClient } from 'zeebe-node/dist/lib/GrpcClient.js';
import { z } from 'zod';
import type { EngineJob, WorkerSettings } from './job.ts';
import { securityOf } from './tls.ts';
import type { EngineTls } from './tls.ts';

/**
 * Jobs pushed by the engine as they come to be (StreamActivatedJobs): activated in the step that creates them, they are
 * here as soon as the message that led to them is acknowledged, a third earlier than by asking. zeebe-node has no
 * worker for it, only the call. A job that cannot be pushed is left for those who ask, so a polling worker stays beside it.
 */
export type JobStreams = {
  open(settings: WorkerSettings): void;
  close(): Promise<void>;
};

const AGAIN_AFTER_MS = 250;

export function openJobStreams(address: string, onTrouble: () => void, tls: EngineTls | null): JobStreams {
  const grpc = new GrpcClient({
    host: address,
    packageName: 'gateway_protocol',
    service: 'Gateway',
    protoPath: path.join(path.dirname(createRequire(import.meta.url).resolve('zeebe-node')), '../proto/zeebe.proto'),
    options: {},
    connectionTolerance: 0,
    loglevel: 'NONE',
    namespace: 'job-stream',
    stdout: undefined,
    ...securityOf(tls),
  });
  const ending = new AbortController();
  const running: Promise<void>[] = [];

  async function keepOpen(settings: WorkerSettings): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        await takeAll(callStream(grpc, settings), settings);
      } catch {
        if (!ending.signal.aborted) onTrouble();
      }
      await pause(AGAIN_AFTER_MS, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  }

  /** Not read faster than handled: the engine then keeps what we cannot take. */
  async function takeAll(stream: Readable, settings: WorkerSettings): Promise<void> {
    const inHand = new Set<Promise<void>>();
    const cancel = (): void => cancelStream(stream);
    ending.signal.addEventListener('abort', cancel, { once: true });
    try {
      for await (const pushed of stream) {
        const job = parseJob(pushed);
        const handled = settings
          .handle(job)
          .catch((error: unknown) => settings.onError(error, job))
          .then(() => void inHand.delete(handled));
        inHand.add(handled);
        if (inHand.size >= settings.maxJobs) await Promise.race(inHand);
      }
    } finally {
      ending.signal.removeEventListener('abort', cancel);
      cancelStream(stream);
      await Promise.all(inHand);
    }
  }

  return {
    open(settings) {
      running.push(keepOpen(settings));
    },
    async close() {
      ending.abort();
      await Promise.all(running);
      await grpc.close();
    },
  };
}

/** The calls stand on the client by the names in the protocol's definition, unknown to TypeScript. */
function callStream(grpc: GrpcClient, settings: WorkerSettings): Readable {
  const call: unknown = Reflect.get(grpc.client, 'streamActivatedJobs');
  if (typeof call !== 'function') throw new Error('this zeebe-node has no streamActivatedJobs');
  const stream: unknown = Reflect.apply(call, grpc.client, [
    { type: settings.jobType, worker: 'gongkai', timeout: settings.timeoutMs, fetchVariable: [...settings.variables], tenantIds: [] },
  ]);
  if (!(stream instanceof Readable)) throw new Error('streamActivatedJobs gave no stream');
  return stream;
}

function cancelStream(stream: Readable): void {
  const cancel: unknown = Reflect.get(stream, 'cancel');
  if (typeof cancel === 'function') Reflect.apply(cancel, stream, []);
}

const json = z.string().transform((text): unknown => JSON.parse(text));
const jobSchema = z.object({
  key: z.string(),
  type: z.string(),
  bpmnProcessId: z.string(),
  processInstanceKey: z.string(),
  elementInstanceKey: z.string(),
  elementId: z.string(),
  retries: z.int(),
  customHeaders: json.pipe(z.record(z.string(), z.unknown())),
  variables: json,
});

function parseJob(pushed: unknown): EngineJob {
  const job = jobSchema.parse(pushed);
  return {
    key: job.key,
    type: job.type,
    processId: job.bpmnProcessId,
    instanceKey: job.processInstanceKey,
    elementKey: job.elementInstanceKey,
    element: job.elementId,
    retries: job.retries,
    headers: job.customHeaders,
    variables: job.variables,
  };
}
