import { expect, test } from 'vitest';
import { readDefinition, requireDefinition } from '#processes/read-definition.ts';
import { PROCESSES } from '#processes/registry.ts';
import { parseXml, writeXml } from '#processes/xml.ts';
import { compileRelease } from '#server/engine/compile.ts';
import { shippedDrawing, smallDrawing, spoilt } from './drawings.ts';

/** Each process that another calls, at release 1. */
const calls = Object.fromEntries(PROCESSES.map(({ key }) => [key, 1]));

const small = smallDrawing();
const release = { processKey: 'small-review', number: 3, calls: { 'confidentiality-review': 2 } };

test.each(PROCESSES)('$key compiles to the same bytes each time, and what is compiled compiles to itself', async ({ key }) => {
  const first = await compileRelease(shippedDrawing(key), { processKey: key, number: 1, calls });
  expect(await compileRelease(shippedDrawing(key), { processKey: key, number: 1, calls })).toEqual(first);
  expect(await compileRelease(first.xml, { processKey: key, number: 1, calls })).toEqual(first);
});

test.each(PROCESSES)('of $key only the process id and the start message are renamed', async ({ key }) => {
  const { xml, processId, startMessage } = await compileRelease(shippedDrawing(key), { processKey: key, number: 12, calls });
  expect({ processId, startMessage }).toEqual({ processId: `${key}.r12`, startMessage: `${key}.r12.filed` });
  const drawn = await requireDefinition(shippedDrawing(key));
  const { definition: compiled } = await readDefinition(xml);
  const messages = drawn.messages.map((message) => (message.name === drawn.startMessage ? { ...message, name: startMessage } : message));
  const pinned = drawn.calls.map((call) => ({ ...call, processKey: `${call.processKey}.r1` }));
  expect(compiled).toEqual({ ...drawn, key: processId, startMessage, messages, calls: pinned });
});

test.each(PROCESSES)('the diagram of $key stays, and still shows its process', async ({ key }) => {
  const { xml } = await compileRelease(shippedDrawing(key), { processKey: key, number: 1, calls });
  expect(xml.match(/<di:waypoint/g)?.length).toBe(shippedDrawing(key).match(/<di:waypoint/g)?.length);
  expect(xml).not.toContain(`"${key}"`);
});

test('a called process is pinned to its release, and the rest of the call stays', async () => {
  const { xml } = await compileRelease(small, release);
  expect(xml).toContain('<zeebe:calledElement processId="confidentiality-review.r2" propagateAllChildVariables="false" />');
  expect((await compileRelease(xml, release)).xml).toBe(xml);
});

test('a called process without a pin is never left to the engine', async () => {
  await expect(compileRelease(small, { processKey: 'small-review', number: 3 })).rejects.toThrow('confidentiality-review');
});

test('messages that are correlated by case id keep their names', async () => {
  expect((await compileRelease(small, release)).xml).toContain('<bpmn:message id="message_expired" name="clock.expired">');
});

test.each([
  ['another process', spoilt(small, 'small-review', 'other-review')],
  ['another release of the process', spoilt(small, 'id="small-review"', 'id="small-review.r2"')],
  ['no start message', spoilt(small, '<bpmn:messageEventDefinition messageRef="message_filed" />', '')],
  ['no BPMN', '<a/>'],
])('a drawing of %s is not compiled', async (_what, xml) => {
  await expect(compileRelease(xml, release)).rejects.toThrow();
});

test.each([0, -1, 1.5, Number.NaN])('%d is no release number', async (number) => {
  await expect(compileRelease(small, { ...release, number })).rejects.toThrow('counts from 1');
});

test.each(PROCESSES)('the file of $key reads and writes back byte for byte, diagram included', async ({ key }) => {
  const { root } = await parseXml(shippedDrawing(key));
  if (root === null) throw new Error('unreadable');
  expect(await writeXml(root)).toBe(shippedDrawing(key));
});
