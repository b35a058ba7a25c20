import { z } from 'zod';

/** One engine record, cut to what we use. Keys are strings: beyond partition 3 they do not fit into a number. */
export type FeedRecord = {
  /** Index prefix of the exporter that sent it: changes with the life of the broker's data. */
  readonly prefix: string;
  readonly partition: number;
  readonly position: number;
  readonly at: Date;
  readonly key: string;
  readonly intent: string;
  readonly value: FeedValue;
};

export type FeedValue =
  | ({ readonly type: 'instance_started' } & z.output<typeof started>)
  | ({ readonly type: 'element' } & z.output<typeof element>)
  | ({ readonly type: 'job' } & z.output<typeof job>)
  | ({ readonly type: 'incident' } & z.output<typeof incident>)
  /** Only its position counts. */
  | { readonly type: 'other' };

const key = z.union([z.string(), z.int()]).transform(String);
/** -1 stands for none. */
const keyOrNone = key.transform((text) => (text === '-1' ? null : text));

const started = z.object({ processInstanceKey: key, correlationKey: z.string(), variables: z.looseObject({ run: z.int().optional() }) });
const element = z.object({
  processInstanceKey: key,
  elementId: z.string(),
  bpmnElementType: z.string(),
  parentProcessInstanceKey: keyOrNone,
});
const job = z
  .object({
    type: z.string(),
    elementId: z.string(),
    processInstanceKey: key,
    elementInstanceKey: key,
    customHeaders: z.record(z.string(), z.string()),
  })
  .transform(({ type: jobType, ...rest }) => ({ jobType, ...rest }));
const incident = z.object({
  processInstanceKey: key,
  elementId: z.string(),
  jobKey: keyOrNone,
  errorType: z.string(),
  errorMessage: z.string(),
});

const action = z.object({ index: z.object({ _index: z.string() }) });
const envelope = z.object({
  partitionId: z.int().min(1),
  position: z.int().min(0),
  timestamp: z.int(),
  key,
  intent: z.string(),
  valueType: z.string(),
  recordType: z.string(),
  value: z.unknown(),
});

/** A bulk that is not what the exporter sends. */
export class UnreadableBulk extends Error {
  override name = 'UnreadableBulk';
}

/**
 * Reads the body of a `_bulk` request of the broker's Elasticsearch exporter: pairs of lines, action and record.
 * Throws UnreadableBulk.
 */
export function parseBulk(body: string): FeedRecord[] {
  const lines = body.split('\n').filter((line) => line !== '');
  if (lines.length % 2 !== 0) throw new UnreadableBulk('odd number of lines');
  const records: FeedRecord[] = [];
  for (let at = 0; at < lines.length; at += 2) records.push(parseRecord(lines[at] ?? '', lines[at + 1] ?? ''));
  return records;
}

function parseRecord(actionLine: string, recordLine: string): FeedRecord {
  const named = action.safeParse(parseJson(actionLine));
  const parsed = envelope.safeParse(parseJson(recordLine));
  if (!named.success || !parsed.success) throw new UnreadableBulk(z.prettifyError(named.error ?? parsed.error ?? new z.ZodError([])));
  const { partitionId, position, timestamp, key: recordKey, intent } = parsed.data;
  return {
    // An exporter's prefix has no underscore.
    prefix: named.data.index._index.split('_')[0] ?? '',
    partition: partitionId,
    position,
    at: new Date(timestamp),
    key: recordKey,
    intent,
    value: valueOf(parsed.data),
  };
}

function valueOf({ valueType, recordType, intent, value }: z.output<typeof envelope>): FeedValue {
  if (recordType !== 'EVENT') return { type: 'other' };
  switch (valueType) {
    case 'MESSAGE_START_EVENT_SUBSCRIPTION':
      return intent === 'CORRELATED' ? { type: 'instance_started', ...read(started, value) } : { type: 'other' };
    case 'PROCESS_INSTANCE':
      return { type: 'element', ...read(element, value) };
    case 'JOB':
      return { type: 'job', ...read(job, value) };
    case 'INCIDENT':
      return { type: 'incident', ...read(incident, value) };
    // Whatever else the exporter was told to send.
    default:
      return { type: 'other' };
  }
}

function read<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new UnreadableBulk(z.prettifyError(parsed.error));
  return parsed.data;
}

/** Integers that a number cannot hold. */
const TOO_LONG = /\b(9\d{15}|\d{17,})\b/;

/** JSON with long integers as strings, exactly as they were written. */
function parseJson(text: string): unknown {
  try {
    // TypeScript's own types do not know the third argument of a reviver yet.
    return TOO_LONG.test(text) ? Reflect.apply(JSON.parse, JSON, [text, exact]) : JSON.parse(text);
  } catch {
    throw new UnreadableBulk('a line is not JSON');
  }
}

function exact(_name: string, value: unknown, context: { source?: string }): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) && context.source !== undefined && /^-?\d+$/.test(context.source)
    ? context.source
    : value;
}
