import { activateGrant } from '#server/commands/activate-grant.ts';
import { extendClock } from '#server/commands/extend-clock.ts';
import { issueInterface } from '#server/commands/issue-interface.ts';
import { openDoubt } from '#server/commands/open-doubt.ts';
import { publishEntry } from '#server/commands/publish-entry.ts';
import { publishGrant } from '#server/commands/publish-grant.ts';
import { quarantineContent } from '#server/commands/quarantine-content.ts';
import { recordAnswer } from '#server/commands/record-answer.ts';
import { recordOpeningReply } from '#server/commands/record-opening-reply.ts';
import { screenApplication } from '#server/commands/screen-application.ts';
import { recordReply } from '#server/commands/record-reply.ts';
import { rejectEntry } from '#server/commands/reject-entry.ts';
import { recordReview } from '#server/commands/record-review.ts';
import { renewGrant } from '#server/commands/renew-grant.ts';
import { restoreGrant } from '#server/commands/restore-grant.ts';
import { settleDoubt } from '#server/commands/settle-doubt.ts';
import { stopCase } from '#server/commands/stop-case.ts';
import { suspendGrant } from '#server/commands/suspend-grant.ts';
import { terminateGrant } from '#server/commands/terminate-grant.ts';
import { reevaluateEntry } from '#server/commands/reevaluate-entry.ts';
import { refreshEntry } from '#server/commands/refresh-entry.ts';
import { withdrawEntry } from '#server/commands/withdraw-entry.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import type { Db } from '#server/db/transact.ts';

/** The command of each effect, as the engine's workers call them. */
export const EFFECTS: Readonly<Record<string, (db: Db, effect: EffectOf) => Promise<EffectDone | Refusal>>> = {
  'case.stop': stopCase,
  'clock.extend': extendClock,
  'answer.record': recordAnswer,
  'entry.publish': publishEntry,
  'entry.reject': rejectEntry,
  'entry.refresh': refreshEntry,
  'entry.withdraw': withdrawEntry,
  'review.reevaluate': reevaluateEntry,
  'content.quarantine': quarantineContent,
  'doubt.open': openDoubt,
  'doubt.settle': settleDoubt,
  'grant.activate': activateGrant,
  'grant.renew': renewGrant,
  'grant.restore': restoreGrant,
  'grant.suspend': suspendGrant,
  'grant.terminate': terminateGrant,
  'application.screen': screenApplication,
  'grant.publish': publishGrant,
  'interface.issue': issueInterface,
  'opening.reply': recordOpeningReply,
  'reply.record': recordReply,
  'review.record': recordReview,
};
