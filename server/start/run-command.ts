import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

export type CommandResult = { code: number; output: string };

export type CommandOptions = {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  input?: string;
  /** Gets each line that it prints, while it runs. */
  print?: (line: string) => void;
};

const running = new Set<ChildProcess>();

/** Ends what `runCommand` still runs: a stop in the middle of a set-up must not leave a download behind. */
export function endCommands(): void {
  for (const child of running) child.kill('SIGTERM');
}

/** Runs a command to its end and gives its exit code and everything it printed; a missing command is code 127. */
export function runCommand(command: string, args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  const { input, print, ...spawnOptions } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...spawnOptions, stdio: ['pipe', 'pipe', 'pipe'] });
    running.add(child);
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    if (print !== undefined) createInterface(child.stdout).on('line', print);
    child.stderr.on('data', collect);
    const end = (result: CommandResult) => {
      running.delete(child);
      resolve(result);
    };
    child.on('error', (error) => end({ code: 127, output: error.message }));
    child.on('close', (code) => end({ code: code ?? 1, output }));
    // The command may end without reading: that is its own affair, its exit code tells.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}
