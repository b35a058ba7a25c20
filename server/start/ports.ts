import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';

/** Loopback ports of one installation, by what listens there. */
export type Ports = {
  /** Broker: gRPC for clients. */
  gateway: number;
  /** Broker: commands and messages among brokers. */
  command: number;
  internal: number;
  /** Broker: health and metrics. */
  management: number;
  /** Broker: its own REST, unused but always on. */
  rest: number;
  /** Server: where the broker's exporter delivers its records. */
  feed: number;
};

const purposes = ['gateway', 'command', 'internal', 'management', 'rest', 'feed'] as const satisfies (keyof Ports)[];

/** Below the range from which Linux gives ports to outgoing connections. */
const range = { from: 20_000, to: 30_000 };

/** The ports of this installation: those of last time, each picked anew where something else holds it now. */
export async function installationPorts(dataDir: string): Promise<Ports> {
  const file = path.join(dataDir, 'ports.json');
  const last = existsSync(file) ? readPorts(readFileSync(file, 'utf8')) : {};
  const taken = new Set<number>();
  const ports: Ports = { gateway: 0, command: 0, internal: 0, management: 0, rest: 0, feed: 0 };
  for (const purpose of purposes) {
    const kept = last[purpose];
    ports[purpose] = kept !== undefined && !taken.has(kept) && (await isFree(kept)) ? kept : await freePort(taken);
    taken.add(ports[purpose]);
  }
  writeFileSync(file, `${JSON.stringify(ports, null, 2)}\n`);
  return ports;
}

/** Unreadable or foreign content counts as no memory: ports can always be picked anew. */
export function readPorts(text: string): Partial<Ports> {
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content !== 'object' || content === null) return {};
    const entries = purposes.map((purpose) => [purpose, Reflect.get(content, purpose)] as const);
    return Object.fromEntries(entries.filter(([, port]) => Number.isInteger(port) && port > 0 && port < 65_536));
  } catch {
    return {};
  }
}

/** A port on which nothing listens, outside `taken`. */
export async function freePort(taken: ReadonlySet<number> = new Set()): Promise<number> {
  for (;;) {
    const port = randomInt(range.from, range.to);
    if (!taken.has(port) && (await isFree(port))) return port;
  }
}

/** Whether a server could listen on this loopback port now. */
export async function isFree(port: number): Promise<boolean> {
  return (await listenProblem(port, '127.0.0.1')) === null;
}

/** Why a server could not listen there now: taken, or a port below 1024 without the right to it. */
export function listenProblem(port: number, host: string): Promise<'EADDRINUSE' | 'EACCES' | null> {
  return new Promise((resolve) => {
    const server = createServer();
    // Anything else (a machine without IPv6) means that nobody can listen there, so nobody is in the way.
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? error.code : null),
    );
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
