import { Agent, request } from 'node:http';
import type { ClientRequest, OutgoingHttpHeaders } from 'node:http';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';

export type Reply = { readonly status: number; readonly body: string; readonly ms: number };

export type Sent = { readonly body?: unknown; readonly headers?: OutgoingHttpHeaders };

/** One connection that is kept, as a browser tab or a program holds it; requests on it go one after the other. */
export type Connection = {
  readonly base: string;
  /** Resolves with any status; `ms` is from before sending until the last byte. Rejects when the connection breaks. */
  send(method: string, path: string, sent?: Sent): Promise<Reply>;
  close(): void;
};

const DEADLINE_MS = 30_000;

export function connect(base: string): Connection {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { hostname, port } = new URL(base);
  return {
    base,
    send(method, path, { body, headers } = {}) {
      const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const content = payload === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': payload.length };
      return new Promise((resolve, reject) => {
        const began = performance.now();
        const sending: ClientRequest = request({ agent, hostname, port, method, path, headers: { ...content, ...headers } }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              body: Buffer.concat(chunks).toString('utf8'),
              ms: performance.now() - began,
            }),
          );
        });
        sending.setTimeout(DEADLINE_MS, () => sending.destroy(new Error(`${method} ${path}: no answer in ${DEADLINE_MS / 1000} s`)));
        sending.on('error', reject);
        sending.end(payload);
      });
    },
    close: () => agent.destroy(),
  };
}

/** Another answer than the one hoped for. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;
  constructor(reply: Reply, what: string) {
    super(`${what}: ${reply.status} ${reply.body.slice(0, 500)}`);
    this.status = reply.status;
  }
}

/** A person who is signed in, with a connection of their own. */
export type Person = {
  readonly base: string;
  readonly username: string;
  /** Throws Refused at any other status than 2xx. */
  call(method: string, path: string, body?: unknown): Promise<{ readonly value: unknown; readonly ms: number }>;
  /** The same without a verdict on the status. */
  ask(method: string, path: string, body?: unknown): Promise<Reply>;
  /** A page as the browser asks for it. Throws Refused at any other status than `expected`. */
  page(path: string, expected?: number): Promise<Reply>;
  /** The same session on a connection of its own. */
  another(): Person;
  close(): void;
};

const PASSWORD = 'gongkai-demo';
const token = z.object({ token: z.string() });

export async function signIn(base: string, username: string): Promise<Person> {
  const connection = connect(base);
  const reply = await connection.send('POST', '/api/v1/session', { body: { username, password: PASSWORD } });
  connection.close();
  if (reply.status !== 201) throw new Error(`${username} cannot sign in: ${reply.status} ${reply.body}`);
  return personOf(base, username, token.parse(JSON.parse(reply.body)).token);
}

function personOf(base: string, username: string, session: string): Person {
  const connection = connect(base);
  // Pages know a session by its cookie, programs send it themselves: it is the same session.
  const cookie = { Cookie: `gongkai=${session}`, Accept: 'text/html', 'Accept-Language': 'zh-CN' };
  const bearer = { Authorization: `Bearer ${session}` };

  function ask(method: string, path: string, body?: unknown): Promise<Reply> {
    return connection.send(method, `/api/v1${path}`, { body, headers: bearer });
  }
  return {
    base,
    username,
    ask,
    async call(method, path, body) {
      const answer = await ask(method, path, body);
      if (answer.status < 200 || answer.status > 299) throw new Refused(answer, `${username}: ${method} ${path}`);
      return { value: answer.body === '' ? null : JSON.parse(answer.body), ms: answer.ms };
    },
    async page(path, expected = 200) {
      const answer = await connection.send('GET', path, { headers: cookie });
      if (answer.status !== expected) throw new Refused(answer, `${username}: page ${path}`);
      return answer;
    },
    another: () => personOf(base, username, session),
    close: () => connection.close(),
  };
}
