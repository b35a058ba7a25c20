import { may } from '#server/auth/ability.ts';
import { CaseFile } from '#server/db/entities/case-file.ts';
import { ShareGrant } from '#server/db/entities/share-grant.ts';
import { rows } from '#server/db/orm.ts';
import { releaseOf } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import type { CaseState } from '#server/domain/cases.ts';
import type { GrantState } from '#server/domain/grants.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import { seesDrafts } from '#server/domain/reply-drafts.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { applicationOf } from './application-view.ts';
import type { ApplicationView } from './application-view.ts';
import type { Way } from '#server/domain/way.ts';
import { caseWay } from './case-way.ts';
import { stepsOf, timelineOf } from './case-record.ts';
import type { StepView, TimelineItem } from './case-record.ts';
import { clocksOf } from './clock-view.ts';
import type { ClockView } from './clock-view.ts';

export type CaseDetails = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly state: CaseState;
  readonly process: { readonly key: string; readonly name: string; readonly release: number };
  readonly applicant: { readonly id: string; readonly name: string };
  readonly provider: { readonly id: string; readonly name: string };
  readonly filedBy: string;
  readonly filedAt: string;
  readonly endedAt: string | null;
  readonly revision: number;
  readonly clock: ClockView;
  readonly clocks: readonly ClockView[];
  readonly application: ApplicationView;
  readonly steps: readonly StepView[];
  readonly timeline: readonly TimelineItem[];
  readonly grants: readonly { readonly id: string; readonly number: string; readonly state: GrantState }[];
  readonly canWithdraw: boolean;
  /** The steps that come when everybody agrees. */
  readonly ahead: Way['ahead'];
  readonly diagram: {
    readonly xml: string;
    readonly passed: readonly string[];
    readonly flows: readonly string[];
    readonly here: readonly string[];
  };
};

export async function caseDetails(db: Db, actor: Actor, input: { readonly caseId: string }): Promise<CaseDetails | Refusal> {
  if (!isId(input.caseId)) return refuse('not_found', { reason: 'case_not_found' });
  const em = db.orm.em.fork();
  const file = await em.findOne(CaseFile, { id: input.caseId });
  if (!file || !may(actor, 'read', 'Case', file)) return refuse('not_found', { reason: 'case_not_found' });
  const release = releaseOf(db.reference, file.processKey, file.release);
  const application = await applicationOf(db, actor, file);
  const steps = await stepsOf(db, actor, file);
  const clocks = await clocksOf(db, file.id);
  const way = await caseWay(db, actor, file);
  const grants = await em.find(ShareGrant, { caseId: file.id });
  return {
    id: file.id,
    number: file.number,
    title: file.title,
    state: file.state,
    process: { key: file.processKey, name: release.definition.title, release: file.release },
    applicant: { id: file.applicantId, name: application.applicantName },
    provider: { id: file.providerId, name: application.providerName },
    filedBy: application.filedByName,
    filedAt: file.filedAt.toISOString(),
    endedAt: file.endedAt?.toISOString() ?? null,
    revision: file.revision,
    clock: clocks[0] ?? { kind: 'none' },
    clocks,
    application,
    steps,
    timeline: await timelineOf(db, actor, file),
    grants: grants.map((grant) => ({ id: grant.id, number: grant.number, state: grant.state })),
    canWithdraw: may(actor, 'withdraw', 'Case', file),
    ahead: way.ahead,
    diagram: { xml: release.bpmn, flows: way.flows, ...(await wayGone(db, actor, file, steps, way)) },
  };
}

/**
 * The elements passed come from the engine's records, for whom the drafts of a reply are hidden from the way shown to them;
 * where people stand, from our own tasks, which are never late.
 */
async function wayGone(
  db: Db,
  actor: Actor,
  file: CaseFile,
  steps: readonly StepView[],
  way: Way,
): Promise<{ passed: readonly string[]; here: string[] }> {
  const here = steps.filter((step) => step.place === 'here').map((step) => step.element);
  if (!seesDrafts(actor, file)) return { passed: way.left, here };
  const visits = await rows<{ element: string; state: string }>(
    db.orm.em.fork(),
    'select distinct element, state from element_visit where case_id = ? and run = ?',
    [file.id, file.run],
  );
  const decided = steps.filter((step) => step.place === 'done').map((step) => step.element);
  const passed = [...visits.filter((visit) => visit.state === 'completed').map((visit) => visit.element), ...decided];
  return { passed: [...new Set(passed)], here };
}
