import { z } from 'zod';
import type { Rule } from '#server/auth/rule.ts';
import type { Endpoint } from './endpoint.ts';
import { problemSchema, STATUS } from './problem.ts';

type Json = { [key: string]: unknown };

/** The OpenAPI 3.1 document of these calls, written from the schemas that parse their requests and describe their answers. */
export function openApi(calls: readonly Endpoint[], version: string): Json {
  const components = new Map<string, Json>();
  const paths: Record<string, Json> = {};
  const problem = { 'application/problem+json': { schema: schemaOf(problemSchema, 'output', components) } };
  for (const call of calls) {
    paths[call.path] = { ...paths[call.path], [call.method]: operation(call, problem, components) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '公共信息资源共享开放接口',
      version,
      description:
        'JSON in UTF-8, times in ISO 8601 with offset, ids opaque. Within v1 changes are additive only. 非涉密系统,严禁录入涉密信息。',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      schemas: Object.fromEntries(components),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'The token of POST /session' } },
    },
  };
}

function operation(call: Endpoint, problem: Json, components: Map<string, Json>): Json {
  const content = bodyOf(call, components);
  return {
    operationId: call.id,
    summary: call.summary,
    ...(call.rule === 'public' ? { security: [] } : {}),
    'x-rule': ruleText(call.rule),
    parameters: [
      ...parameters(call.params, 'path', components),
      ...parameters(call.query, 'query', components),
      ...(call.method === 'post' && call.unrepeatable !== true ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(content ? { requestBody: { required: call.body?.safeParse({}).success !== true, content } } : {}),
    responses: { [call.status]: answerOf(call, components), ...refusalsOf(call, problem) },
  };
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', pattern: '^[!-~]{1,200}$' },
  description: 'The same key and body get the same answer for 24 hours; another body 422; while the first is being worked on 409',
};

function bodyOf(call: Endpoint, components: Map<string, Json>): Json | null {
  if (call.takes === 'file') {
    const file = { type: 'string', format: 'binary' };
    return { 'multipart/form-data': { schema: { type: 'object', properties: { file }, required: ['file'], additionalProperties: false } } };
  }
  return call.body === undefined ? null : { 'application/json': { schema: schemaOf(call.body, 'input', components) } };
}

function answerOf(call: Endpoint, components: Map<string, Json>): Json {
  const description = call.summary;
  if (call.status === 204) return { description };
  const type = call.gives ?? 'application/json';
  const schema = type === 'application/json' ? schemaOf(call.result, 'output', components) : { type: 'string' };
  const location = call.status === 201 && call.id === 'fileCase' ? { headers: { Location: { schema: { type: 'string' } } } } : {};
  return { description, ...location, content: { [type]: { schema } } };
}

/** Every call may be refused for what is wrong with the request or with whoever sent it. */
function refusalsOf(call: Endpoint, problem: Json): Json {
  const codes = new Set<keyof typeof STATUS>(['malformed', 'internal', 'unavailable', 'invalid', ...(call.refuses ?? [])]);
  if (call.rule !== 'public') codes.add('unauthenticated').add('forbidden');
  if (call.method !== 'get') codes.add('forbidden');
  if (call.params) codes.add('not_found');
  if (call.body !== undefined) codes.add('too_large').add('unsupported_media_type');
  if (call.method === 'post' && call.unrepeatable !== true) codes.add('in_progress');
  const statuses = Map.groupBy(codes, (code) => STATUS[code]);
  return Object.fromEntries([...statuses].sort().map(([status, named]) => [status, { description: named.join(', '), content: problem }]));
}

function parameters(fields: Endpoint['params'], place: 'path' | 'query', components: Map<string, Json>): Json[] {
  if (!fields) return [];
  return Object.entries(fields.shape).map(([name, field]) => {
    const schema = z.instanceof(z.ZodType).parse(field);
    return {
      name,
      in: place,
      required: place === 'path' || !schema.safeParse(undefined).success,
      schema: schemaOf(schema, 'input', components),
    };
  });
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output', components: Map<string, Json>): Json {
  const { $schema: _draft, $defs, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  for (const [name, definition] of Object.entries($defs ?? {})) {
    const moved = relocated({ ...definition });
    const known = components.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(moved)) throw new Error(`two schemas are called ${name}`);
    components.set(name, moved);
  }
  return relocated(named(rest, components));
}

/** A schema with a name of its own stands among the components, wherever it is met first. */
function named(schema: Json, components: Map<string, Json>): Json {
  const { id, ...rest } = schema;
  if (typeof id !== 'string') return schema;
  components.set(id, relocated(rest));
  return { $ref: `#/$defs/${id}` };
}

function relocated(schema: Json): Json {
  const text = JSON.stringify(schema, (key, value: unknown) => (key === 'id' && typeof value === 'string' ? undefined : value));
  const parsed: unknown = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/'));
  return z.record(z.string(), z.unknown()).parse(parsed);
}

function ruleText(rule: Rule): string {
  return typeof rule === 'string' ? rule : `${rule.act} ${rule.on}`;
}
