import type { Config } from '#server/config.ts';
import { lastLines, StartFailure } from './failure.ts';
import { projectNode, root } from './folders.ts';
import { runCommand } from './run-command.ts';
import { serverEnvironment, type Connections } from './server-part.ts';
import type { Print } from './steps.ts';

/** Plays the demo's stories before the server begins: it alone has a clock that stands in the past. */
export async function loadDemo(config: Config, connections: Connections, print: Print): Promise<void> {
  const env = serverEnvironment(config, connections, false);
  const { code, output } = await runCommand(projectNode, ['server/demo/main.ts'], { cwd: root, env, print });
  if (code !== 0) throw new StartFailure(`演示案件没有装完,再运行一次 npm run demo 会接着装。原因:\n${lastLines(output)}`);
}
