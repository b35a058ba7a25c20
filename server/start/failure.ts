/**
 * A set-up problem a person can solve: the message is Chinese and says what to do.
 * Everything else that is thrown is a bug and keeps its stack.
 */
export class StartFailure extends Error {
  override name = 'StartFailure';
}

/** The last lines of a log, for the message that goes with a part which did not start. */
export function lastLines(log: string, count = 12): string {
  return log.trimEnd().split('\n').slice(-count).join('\n');
}
