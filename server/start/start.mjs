// What `npm start` and `npm run dev` run, on whatever Node the machine has: brings the locked packages, among them
// the project's own Node, and hands over to it.
import { ensureNodeModules, handOver } from './ensure-node-modules.mjs';

ensureNodeModules();
handOver('start.ts', 'end-left-overs.ts');
