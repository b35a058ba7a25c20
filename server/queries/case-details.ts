import type { ProcessDefinition } from '#processes/definition.ts';
import { may } from '#server/auth/ability.ts';
import { readCase } from '#server/db/case-rows.ts';
import type { CaseRows } from '#server/db/case-rows.ts';
import { releaseOf } from '#server/db/reference.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import { organisationOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { hasEnded } from '#server/domain/cases.ts';
import type { CaseState } from '#server/domain/cases.ts';
import type { GrantState } from '#server/domain/grants.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import { seesDrafts } from '#server/domain/reply-drafts.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { APPLICATION_PARTS, applicationOf } from './application-view.ts';
import type { ApplicationView } from './application-view.ts';
import type { Way } from '#server/domain/way.ts';
import { documentsIn } from './case-documents.ts';
import type { DocumentView } from './case-documents.ts';
import { caseWay } from './case-way.ts';
import { readerScope } from './reader-scope.ts';
import { RECORD_PARTS, replyOf, stepsOf, timelineOf } from './case-record.ts';
import type { ReplyView, StepView, TimelineItem } from './case-record.ts';
import { collectionOverlaps } from './collection-overlaps.ts';
import type { OverlapView } from './collection-overlaps.ts';
import { clocksIn } from './clock-view.ts';
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
  /** Its words were erased because they may be a state secret. */
  readonly quarantined: boolean;
  readonly clock: ClockView;
  readonly clocks: readonly ClockView[];
  readonly application: ApplicationView;
  readonly steps: readonly StepView[];
  readonly timeline: readonly TimelineItem[];
  readonly reply: ReplyView | null;
  readonly documents: readonly DocumentView[];
  readonly grants: readonly { readonly id: string; readonly number: string; readonly state: GrantState }[];
  /** The other applications that were filed with the same form, and that the reader may see. */
  readonly together: readonly { readonly id: string; readonly number: string; readonly title: string; readonly state: CaseState }[];
  readonly canWithdraw: boolean;
  /** Whether the applicant may urge: the case is in somebody else's hands. */
  readonly canUrge: boolean;
  /** The steps that come when everybody agrees. */
  readonly ahead: Way['ahead'];
  /** What a new collection would ask again; null for a case of another process. */
  readonly overlaps: readonly OverlapView[] | null;
  readonly diagram: {
    readonly xml: string;
    readonly passed: readonly string[];
    readonly flows: readonly string[];
    readonly here: readonly string[];
  };
};

const PARTS = [...new Set([...APPLICATION_PARTS, ...RECORD_PARTS, 'clocks', 'documents', 'grants', 'passed'] as const)];

export async function caseDetails(db: Db, actor: Actor, input: { readonly caseId: string }): Promise<CaseDetails | Refusal> {
  if (!isId(input.caseId)) return refuse('not_found', { reason: 'case_not_found' });
  const parts = await readCase(db.orm.em.fork(), input, PARTS);
  if (!parts || !may(actor, 'read', 'Case', parts.head)) return refuse('not_found', { reason: 'case_not_found' });
  const { head } = parts;
  const release = releaseOf(db.reference, head.processKey, head.release);
  const application = applicationOf(db, actor, parts);
  const clocks = clocksIn(db, parts);
  const steps = stepsOf(db, actor, parts);
  const way = caseWay(db, actor, parts);
  return {
    id: head.id,
    number: head.number,
    title: head.title,
    state: head.state,
    process: { key: head.processKey, name: release.definition.title, release: head.release },
    applicant: { id: head.applicantId, name: application.applicantName },
    provider: { id: head.providerId, name: application.providerName },
    filedBy: application.filedByName,
    filedAt: head.filedAt.toISOString(),
    endedAt: head.endedAt?.toISOString() ?? null,
    revision: head.revision,
    quarantined: head.quarantinedAt != null,
    clock: clocks[0] ?? { kind: 'none' },
    clocks,
    application,
    steps,
    timeline: timelineOf(db, actor, parts),
    reply: replyOf(db, actor, parts),
    documents: documentsIn(actor, parts),
    grants: parts.grants.map((grant) => ({ id: grant.id, number: grant.number, state: grant.state })),
    together: await filedTogether(db, actor, head.id),
    canWithdraw: may(actor, 'withdraw', 'Case', head),
    canUrge: mayUrge(actor, parts),
    ahead: way.ahead,
    overlaps: await collectionOverlaps(db, actor, parts),
    diagram: { xml: release.bpmn, flows: way.flows, ...drawnOf(release.definition, wayGone(actor, parts, steps, way)) },
  };
}

async function filedTogether(db: Db, actor: Actor, caseId: string): Promise<CaseDetails['together']> {
  const scope = readerScope(actor, 'Case');
  return rows<CaseDetails['together'][number]>(
    db.orm.em.fork(),
    `select f.id, f.number, f.title, f.state from case_file f
     where f.filed_together = (select filed_together from case_file where id = ?) and f.id <> ? and ${scope.sql} order by f.number`,
    [caseId, caseId, ...scope.params],
  );
}

/** The same hands as the command's: somebody of another department is asked, whoever that is. */
function mayUrge(actor: Actor, { head, tasks }: Pick<CaseRows, 'head' | 'tasks'>): boolean {
  if (hasEnded(head.state) || !actor.groups.some((group) => organisationOf(group) === head.applicantId)) return false;
  return tasks.some(({ state, asked }) => state === 'open' && asked.some((group) => organisationOf(group) !== head.applicantId));
}

/** What lies in a called process is seen in the caller's drawing as the call itself. */
function drawnOf({ elements }: ProcessDefinition, gone: { readonly passed: readonly string[]; readonly here: readonly string[] }) {
  const calls = new Map(elements.flatMap(({ id, call }) => (call === null ? [] : [[id, call] as const])));
  const here = [...new Set(gone.here.map((element) => calls.get(element) ?? element))];
  return { here, passed: gone.passed.filter((element) => !calls.has(element)) };
}

/**
 * The elements passed come from the engine's records, for whom the drafts of a reply are hidden from the way shown to them;
 * where people stand, from our own tasks, which are never late.
 */
function wayGone(actor: Actor, { head, passed }: Pick<CaseRows, 'head' | 'passed'>, steps: readonly StepView[], way: Way) {
  const here = steps.filter((step) => step.place === 'here').map((step) => step.element);
  if (!seesDrafts(actor, head)) return { passed: way.left, here };
  const decided = steps.filter((step) => step.place === 'done').map((step) => step.element);
  return { passed: [...new Set([...passed.map(({ element }) => element), ...decided])], here };
}
