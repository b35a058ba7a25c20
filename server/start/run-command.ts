import { spawn } from 'node:child_process'

export type CommandResult = { code: number; output: string }

export type CommandOptions = { cwd?: string; env?: NodeJS.ProcessEnv; input?: string }

/** Runs a command to its end and gives its exit code and everything it printed; a missing command is code 127. */
export function runCommand(command: string, args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  const { input, ...spawnOptions } = options
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...spawnOptions, stdio: ['pipe', 'pipe', 'pipe'] })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => resolve({ code: 127, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
    // The command may end without reading: that is its own affair, its exit code tells.
    child.stdin.on('error', () => {})
    child.stdin.end(input ?? '')
  })
}

export function isRoot(): boolean {
  return process.getuid?.() === 0
}
