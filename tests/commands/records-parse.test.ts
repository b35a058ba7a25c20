import { expect, test } from 'vitest';
import { parseBulk, UnreadableBulk } from '#server/engine/feed/parse-bulk.ts';

const index = (type: string) => `{"index":{"routing":"1","_index":"gongkai-ab12_${type}_8.5.8_2026-11-23","_id":"1-7"}}`;
const job = (keys: { key: string; instance: string }) =>
  `{"partitionId":4,"value":{"type":"io.camunda.zeebe:userTask","elementId":"revise","processInstanceKey":${keys.instance},"elementInstanceKey":9007199254740995,` +
  `"customHeaders":{"note":"9007199254740993 stays text","io.camunda.zeebe:candidateGroups":"[\\"civil:data_steward\\"]"}},` +
  `"key":${keys.key},"position":7,"timestamp":1795421519037,"valueType":"JOB","recordType":"EVENT","intent":"CREATED"}`;

test('a key that does not fit into a number keeps every digit', () => {
  const [record] = parseBulk(`${index('job')}\n${job({ key: '9007199254740993', instance: '11258999068426241' })}\n`);
  expect(record).toMatchObject({
    prefix: 'gongkai-ab12',
    partition: 4,
    position: 7,
    key: '9007199254740993',
    intent: 'CREATED',
    value: { type: 'job', processInstanceKey: '11258999068426241', elementInstanceKey: '9007199254740995' },
  });
  expect(record?.value).toMatchObject({ customHeaders: { note: '9007199254740993 stays text' } });
});

test('a short key is a string too', () => {
  const [record] = parseBulk(`${index('job')}\n${job({ key: '2251799813685266', instance: '2251799813685250' })}\n`);
  expect(record?.key).toBe('2251799813685266');
});

test('of a record that nobody uses only the position is read', () => {
  const [record] = parseBulk(
    `${index('variable')}\n{"partitionId":1,"value":{"any":1},"key":5,"position":8,"timestamp":1,"valueType":"VARIABLE","recordType":"EVENT","intent":"CREATED"}\n`,
  );
  expect(record).toMatchObject({ position: 8, value: { type: 'other' } });
});

test.each([
  ['half a pair', `${index('job')}\n`],
  ['no JSON', `${index('job')}\n{"partitionId":\n`],
  ['no position', `${index('job')}\n{"partitionId":1}\n`],
  ['no index', `{"delete":{}}\n${job({ key: '1', instance: '2' })}\n`],
  [
    'a job without keys',
    `${index('job')}\n{"partitionId":1,"value":{"type":"x"},"key":5,"position":8,"timestamp":1,"valueType":"JOB","recordType":"EVENT","intent":"CREATED"}\n`,
  ],
])('a bulk with %s is refused as a whole', (_name, body) => {
  expect(() => parseBulk(body)).toThrow(UnreadableBulk);
});
