// Stands in for the server in tests of the start: ready when the broker leads, as the real one is.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { readPorts } from '#server/start/ports.ts';
import { brokerIsReady } from '#server/start/ready.ts';

const { management } = readPorts(readFileSync(path.join(process.env.DATA_DIR ?? '', 'ports.json'), 'utf8'));
const monitorUrl = `http://127.0.0.1:${management}`;

const server = createServer(async (request, response) => {
  const ready = request.url === '/readyz' && (await brokerIsReady(monitorUrl));
  response.writeHead(ready ? 200 : 503).end(JSON.stringify({ pid: process.pid, owner: process.env.DATABASE_ADMIN_URL }));
});
server.listen(Number(process.env.PORT));
process.on('SIGTERM', () => process.exit(0));
