// What `npm test` and `npm run bench` run, on whatever Node the machine has.
import { ensureNodeModules, handOver } from './ensure-node-modules.mjs';

ensureNodeModules();
handOver('test.ts');
