import { z } from 'zod';
import type { Served } from './serve.ts';

export type Reply = { status: number; body: unknown; headers: Headers };
type Sent = {
  token?: string;
  body?: unknown;
  raw?: string | Uint8Array<ArrayBuffer>;
  form?: FormData;
  headers?: Record<string, string>;
  key?: string;
};

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        responses: z.record(
          z.string(),
          z.object({ content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) })).optional() }),
        ),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

const jsonSchema = z.custom<z.core.JSONSchema.JSONSchema>((value) => typeof value === 'object' && value !== null);

export type Client = {
  call: (method: string, path: string, sent?: Sent) => Promise<Reply>;
  signIn: (username: string) => Promise<string>;
  /** Operations of the document that were answered as they should. */
  answered: Set<string>;
  operations: string[];
};

/** Calls the running server and holds every answer against its own document. */
export async function clientOf(server: Pick<Served, 'url'>): Promise<Client> {
  const document = documentSchema.parse(await (await fetch(`${server.url}/api/v1/openapi.json`)).json());
  const answered = new Set<string>();

  function expectDocumented(method: string, path: string, reply: Reply): void {
    const place = Object.entries(document.paths).find(([known]) =>
      new RegExp(`^${known.replace(/\{\w+\}/g, '[^/]+')}$`).test(path.split('?')[0] ?? ''),
    );
    const operation = place?.[1][method.toLowerCase()];
    if (!operation) return;
    const response = operation.responses[String(reply.status)];
    if (!response)
      throw new Error(`${method} ${path} answered ${reply.status}, which its document does not name: ${JSON.stringify(reply.body)}`);
    const type = (reply.headers.get('Content-Type') ?? '').split(';')[0] ?? '';
    if (response.content && !response.content[type])
      throw new Error(`${method} ${path} answered ${type}, not ${Object.keys(response.content).join()}`);
    const schema = response.content?.[type]?.schema;
    if (schema && type.endsWith('json')) {
      const whole: unknown = JSON.parse(
        JSON.stringify({ ...schema, $defs: document.components.schemas }).replaceAll('#/components/schemas/', '#/$defs/'),
      );
      const checked = z.fromJSONSchema(jsonSchema.parse(whole)).safeParse(reply.body);
      if (!checked.success)
        throw new Error(
          `${method} ${path} ${reply.status} differs from its document: ${checked.error.message}\n${JSON.stringify(reply.body).slice(0, 2000)}`,
        );
    }
    if (reply.status < 400) answered.add(operation.operationId);
  }

  async function call(method: string, path: string, sent: Sent = {}): Promise<Reply> {
    const json = sent.body !== undefined;
    const body = sent.form ?? (json ? JSON.stringify(sent.body) : sent.raw);
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: {
        ...(json ? { 'Content-Type': 'application/json' } : {}),
        ...(sent.token ? { Authorization: `Bearer ${sent.token}` } : {}),
        ...(sent.key ? { 'Idempotency-Key': sent.key } : {}),
        ...sent.headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
    const reply: Reply = { status: response.status, headers: response.headers, body: isJson ? JSON.parse(bytes.toString('utf8')) : bytes };
    expectDocumented(method, path, reply);
    return reply;
  }

  return {
    call,
    async signIn(username) {
      const reply = await call('POST', '/session', { body: { username, password: 'gongkai-demo' } });
      return z.object({ token: z.string() }).parse(reply.body).token;
    },
    answered,
    operations: Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId)),
  };
}

/** One answer's field, read without believing its shape. */
export function fieldOf(reply: Reply, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    reply.body,
  );
}
