/** A job as the engine hands it out. Keys are strings: they do not fit into a number. `variables` are not parsed yet. */
export type EngineJob = {
  readonly key: string;
  readonly type: string;
  readonly processId: string;
  readonly instanceKey: string;
  /** The engine's key of its stay in the element. */
  readonly elementKey: string;
  readonly element: string;
  readonly retries: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly variables: unknown;
};

export type WorkerSettings = {
  readonly jobType: string;
  /** How long a job stays with us before the engine hands it out again. */
  readonly timeoutMs: number;
  readonly maxJobs: number;
  readonly variables: readonly string[];
  /** Settles the job itself, or leaves it to time out. What it throws goes to `onError`. */
  readonly handle: (job: EngineJob) => Promise<void>;
  readonly onError: (error: unknown, job: EngineJob) => void;
};
