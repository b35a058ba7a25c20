import { inject } from 'vitest';
import { z } from 'zod';

const movedSchema = z.object({ now: z.iso.datetime() });

/** Puts the clock of the installation forward; whatever has come due by then is attended to when this answers with its now. */
export async function moveClock(ms: number): Promise<Date> {
  const answer = await fetch(`${inject('installation').url}/test/clock?ms=${ms}`, { method: 'POST' });
  return new Date(movedSchema.parse(await answer.json()).now);
}

/** Today in the city by the installation's clock and some days later, as a date input takes it. */
export async function day(after = 0): Promise<string> {
  const now = await moveClock(0);
  return new Date(now.getTime() + after * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
}
