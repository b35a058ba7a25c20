// Stands in for the server in tests of the start: ready when the broker leads, as the real one is.
import { createServer } from 'node:http';
import { brokerIsReady } from '#server/start/ready.ts';

const monitorUrl = process.env.ENGINE_MONITOR_URL ?? '';

const server = createServer(async (request, response) => {
  const ready = request.url === '/readyz' && (await brokerIsReady(monitorUrl));
  response.writeHead(ready ? 200 : 503).end(JSON.stringify({ pid: process.pid, owner: process.env.DATABASE_ADMIN_URL }));
});
server.listen(Number(process.env.PORT));
process.on('SIGTERM', () => process.exit(0));
