import type { RequestHandler } from 'express';

/**
 * A clock that tests put forward with `POST /test/clock?ms=86400000`, from this machine only. Time limits are
 * working days, and nobody can wait for them. What has come due by it is attended to before it answers.
 */
export function movableClock(attend: () => Promise<unknown>): { now: () => Date; move: RequestHandler } {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    async move(request, response, next) {
      const ms = Number(request.query['ms']);
      const local = /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '');
      if (!local || !Number.isSafeInteger(ms) || ms < 0) {
        response.status(404).end();
        return;
      }
      ahead += ms;
      try {
        await attend();
      } catch (error) {
        return next(error);
      }
      response.json({ now: new Date(Date.now() + ahead).toISOString() });
    },
  };
}
