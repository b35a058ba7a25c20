// What `npm start`, `npm run dev` and `npm run demo` run, on whatever Node the machine has: brings the locked packages, among them
// the project's own Node, and hands over to it.
import { ensureNodeModules, handOver } from './ensure-node-modules.mjs';

// The demo has a folder of its own, so that it never meets anybody's work.
if (process.argv.includes('--demo')) process.env.DATA_DIR ||= '.data-demo';
ensureNodeModules();
handOver('start.ts', 'end-left-overs.ts');
