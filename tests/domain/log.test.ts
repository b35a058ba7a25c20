import { Writable } from 'node:stream';
import { setImmediate as soon } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { describeError, noteCase, openLog, withCase, withRequestId } from '#server/log.ts';

function logged(write: (log: ReturnType<typeof openLog>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(
    openLog(
      { logLevel: 'debug' },
      new Writable({
        write: (chunk, _, done) => {
          lines.push(String(chunk));
          done();
        },
      }),
    ),
  );
  return lines.map((line) => Object(JSON.parse(line)));
}

test('a line carries the request it belongs to, and the case once that is known', async () => {
  const lines: Record<string, unknown>[] = [];
  await withRequestId('r-1', async () => {
    await soon();
    lines.push(...logged((log) => log.info('before')));
    noteCase('c-1');
    await soon();
    lines.push(...logged((log) => log.info('after')));
  });
  withCase('r-2', 'c-2', () => lines.push(...logged((log) => log.info('job'))));
  expect(lines).toMatchObject([{ requestId: 'r-1' }, { requestId: 'r-1', caseId: 'c-1' }, { requestId: 'r-2', caseId: 'c-2' }]);
  expect(logged((log) => log.info('outside'))[0]).not.toHaveProperty('requestId');
});

test('what names a person or opens a door is left out wherever it stands', () => {
  const secrets = {
    password: 'p',
    token: 't',
    cookie: 'c',
    username: 'u',
    displayName: 'd',
    answers: { a: 1 },
    opinion: 'o',
    ip: '1.2.3.4',
  };
  const [line] = logged((log) => log.info({ ...secrets, input: { ...secrets, deep: secrets }, kept: 'yes' }, 'said'));
  expect(line).toEqual({ level: 'info', time: expect.any(String), input: { deep: {} }, kept: 'yes', msg: 'said' });
});

test("an error of the database keeps PostgreSQL's sentence, and neither statement nor values", () => {
  const error = Object.assign(
    new Error(`insert into "account" ("name") values ('王小明') - duplicate key value violates unique constraint "account_username_key"`),
    {
      name: 'UniqueConstraintViolationException',
      sqlState: '23505',
      code: '23505',
      constraint: 'account_username_key',
      detail: 'Key (username)=(wang) already exists.',
    },
  );
  const line = describeError(error);
  expect(line).toMatchObject({
    message: 'duplicate key value violates unique constraint "account_username_key"',
    code: '23505',
    constraint: 'account_username_key',
  });
  expect(JSON.stringify(line)).not.toMatch(/王小明|wang/);
});

test('a value that PostgreSQL itself quotes is cut', () => {
  const error = Object.assign(new Error('select 1 - invalid input syntax for type uuid: "540102199001011234"'), {
    severity: 'ERROR',
    code: '22P02',
  });
  expect(JSON.stringify(describeError(error))).not.toContain('5401021990');
});

test('the cause of an error is told as well, and what is no error is only named', () => {
  expect(describeError(new Error('outer', { cause: new Error('inner') }))).toMatchObject({ message: 'outer', cause: { message: 'inner' } });
  expect(describeError('王小明')).toEqual({ type: 'string', message: 'not an error' });
});
