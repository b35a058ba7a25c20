// A start like `npm start`, with a stub for the server and without a build, in a process that a test can kill.
import path from 'node:path';
import { readConfig } from '#server/config.ts';
import { projectNode } from '#server/start/folders.ts';
import { startInstallation } from '#server/start/installation.ts';
import { printLine } from '#server/start/steps.ts';

const program = { command: projectNode, args: [path.join(import.meta.dirname, 'stub-server.ts')] };
const config = readConfig(process.env);
const installation = await startInstallation({ config, program, dev: false, withBuild: false, print: printLine });
printLine('ready');
process.on('SIGTERM', () => void installation.stop().then(() => process.exit(0)));
