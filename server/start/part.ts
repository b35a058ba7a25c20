/** The processes that a start runs and watches. */
export type PartName = 'postgres' | 'broker' | 'server';

/** What to spawn; computed anew before each (re)start, because folders may have changed in between. */
export type Launch = {
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
};

export type Part = {
  name: PartName;
  /** Chinese name for the screen. */
  title: string;
  launch: () => Promise<Launch>;
  /** Where its output goes; null: to the terminal. */
  logFile: string | null;
  stopSignal: 'SIGTERM' | 'SIGINT';
  /** How long a stop may take before SIGKILL. */
  stopWithinMs: number;
};
