// A start like `npm start`, with a stub for the server and without a build, in a process that a test can kill.
import { projectNode } from '#server/start/folders.ts'
import { startInstallation } from '#server/start/installation.ts'
import { readSettings } from '#server/start/settings.ts'
import { printLine } from '#server/start/steps.ts'
import path from 'node:path'

const program = { command: projectNode, args: [path.join(import.meta.dirname, 'stub-server.ts')] }
const installation = await startInstallation({ settings: readSettings(process.env), program, dev: false, withBuild: false, print: printLine })
printLine('ready')
process.on('SIGTERM', () => void installation.stop().then(() => process.exit(0)))
