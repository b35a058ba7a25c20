import type { z } from 'zod';
import { catalogueReview } from '#processes/catalogue-review/process.ts';
import { collectionCheck } from '#processes/collection-check/process.ts';
import { complaint } from '#processes/complaint/process.ts';
import { conditionalShare } from '#processes/conditional-share/process.ts';
import { dataUpdate } from '#processes/data-update/process.ts';
import { dataDispute } from '#processes/data-dispute/process.ts';
import { entryWithdrawal } from '#processes/entry-withdrawal/process.ts';
import { grantRenewal } from '#processes/grant-renewal/process.ts';
import { grantSuspension } from '#processes/grant-suspension/process.ts';
import { reEvaluation } from '#processes/re-evaluation/process.ts';
import { shareDispute } from '#processes/share-dispute/process.ts';
import { unlistedDemand } from '#processes/unlisted-demand/process.ts';
import { confidentialityReview } from '#processes/confidentiality-review/process.ts';
import { directionalOpen } from '#processes/directional-open/process.ts';
import type { DutyKey } from '#processes/duties.ts';
import type { EffectKey } from '#processes/effects.ts';
import type { FactValue } from '#processes/semantics/run.ts';

const SHIPPED = [
  conditionalShare,
  confidentialityReview,
  catalogueReview,
  entryWithdrawal,
  directionalOpen,
  dataDispute,
  complaint,
  unlistedDemand,
  grantRenewal,
  grantSuspension,
  shareDispute,
  collectionCheck,
  dataUpdate,
  reEvaluation,
] as const;

export type ProcessKey = (typeof SHIPPED)[number]['key'];

/** What stands in no drawing. */
export type ShippedProcess = {
  readonly key: ProcessKey;
  readonly startForm: string;
  /** Who may start it; empty for one that is only called, or that the system itself begins. */
  readonly startRoles: readonly string[];
  /** The duty whose decision is the answer to whoever filed; null where nobody is answered. */
  readonly answerDuty: DutyKey | null;
  readonly factsSchema: z.ZodObject;
  /** The facts that branches may ask for, with every value they can have: the proof and the tests walk them all. */
  readonly steeringFacts: Readonly<Record<string, readonly FactValue[]>>;
  readonly effects: readonly EffectKey[];
};

/** Which processes there are. The folder beside this file has the key as its name; titles stand in the drawings. */
export const PROCESSES: readonly ShippedProcess[] = SHIPPED;

export function isProcessKey(key: string): key is ProcessKey {
  return PROCESSES.some((process) => process.key === key);
}

export function processOf(key: ProcessKey): ShippedProcess {
  const process = PROCESSES.find((shipped) => shipped.key === key);
  if (process === undefined) throw new Error(`no process ${key}`);
  return process;
}

/** Where the drawing of release 1 stands, as a path below `processes/`. */
export function drawingPath(key: ProcessKey): string {
  return `${key}/process.bpmn`;
}
