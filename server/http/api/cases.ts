import { z } from 'zod';
import { CASE_STATES } from '#server/domain/cases.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import { answersSchema } from './answers.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import { fileCase } from '#server/commands/file-case.ts';
import { withdrawCase } from '#server/commands/withdraw-case.ts';
import { caseDetails } from '#server/queries/case-details.ts';
import type { CaseDetails } from '#server/queries/case-details.ts';
import { caseList } from '#server/queries/case-list.ts';
import { endpoint } from '../endpoint.ts';
import { byId, clock, cursor, group, limit, list, page, text, time, uuid } from './shapes.ts';

const state = z.enum(CASE_STATES);
const organisation = z.strictObject({ id: z.string(), name: z.string() }).meta({ id: 'Organisation' });

export const filed = z
  .strictObject({
    id: uuid,
    number: z.string(),
    state,
    process: z.strictObject({ key: z.string(), release: z.int() }),
  })
  .meta({ id: 'FiledCase' });

const step = z
  .strictObject({
    taskId: uuid,
    element: z.string(),
    name: z.string(),
    round: z.int(),
    candidates: list(group),
    state: z.enum(['open', 'decided', 'cancelled']),
    outcome: z.string().nullable(),
    dueAt: time.nullable(),
    at: time,
  })
  .meta({ id: 'Step' });

const happening = z
  .strictObject({
    seq: z.int(),
    at: time,
    type: z.string(),
    by: z.string().nullable(),
    actingFor: z.string().nullable().meta({ description: 'Whose deputy acted' }),
    element: z.string().nullable(),
    outcome: z.string().nullable(),
    opinion: z.string(),
    basis: z.string(),
  })
  .meta({ id: 'Happening' });

const caseFull = z
  .strictObject({
    id: uuid,
    number: z.string(),
    title: z.string(),
    state,
    process: z.strictObject({ key: z.string(), name: z.string(), release: z.int() }),
    applicant: organisation,
    provider: organisation,
    filedAt: time,
    endedAt: time.nullable(),
    revision: z.int(),
    steps: list(step),
    next: list(z.strictObject({ element: z.string(), name: z.string() })),
    clock,
    timeline: list(happening),
    grants: list(z.strictObject({ id: uuid, number: z.string(), state: z.string() })),
    together: list(z.strictObject({ id: uuid, number: z.string(), title: z.string(), state })).meta({
      description: 'The other applications that were filed with the same form',
    }),
    actions: list(z.enum(['withdraw', 'urge'])),
  })
  .meta({ id: 'Case' });

const PLACES = { here: 'open', done: 'decided', dropped: 'cancelled' } as const;

function shown(found: CaseDetails): z.input<typeof caseFull> {
  return {
    id: found.id,
    number: found.number,
    title: found.title,
    state: found.state,
    process: found.process,
    applicant: found.applicant,
    provider: found.provider,
    filedAt: found.filedAt,
    endedAt: found.endedAt,
    revision: found.revision,
    steps: found.steps.map(({ taskId, element, name, round, candidates, place, outcome, dueAt, at }) => ({
      taskId,
      element,
      name,
      round,
      candidates: candidates.map((candidate) => candidate.group),
      state: PLACES[place],
      outcome,
      dueAt,
      at,
    })),
    next: found.ahead.map(({ element, name }) => ({ element, name })),
    clock: found.clock,
    timeline: found.timeline.map(({ seq, at, type, by, actingFor, element, outcome, opinion, basis }) => ({
      seq,
      at,
      type,
      by,
      actingFor,
      element,
      outcome,
      opinion,
      basis,
    })),
    grants: found.grants,
    together: [...found.together],
    actions: [...(found.canWithdraw ? ['withdraw' as const] : []), ...(found.canUrge ? ['urge' as const] : [])],
  };
}

export const caseCalls = [
  endpoint({
    id: 'fileCase',
    method: 'post',
    path: '/cases',
    rule: { act: 'start', on: 'Process' },
    summary: 'File an application',
    body: z.strictObject({ process: text(64), answers: answersSchema, draft: uuid.optional() }),
    status: 201,
    result: filed,
    refuses: ['invalid', 'not_found', 'forbidden'],
    run: ({ db, actor, body }) => fileCase(db, actor, { process: body.process, answers: body.answers, draftId: body.draft }),
    respond: (done) => ({ body: done, headers: { Location: `/api/v1/cases/${done.id}` } }),
  }),
  endpoint({
    id: 'listCases',
    method: 'get',
    path: '/cases',
    rule: 'signed_in',
    summary: 'Cases that the person may see, the newest first',
    query: z.strictObject({
      state: state.optional(),
      process: text(64).optional(),
      together: uuid.optional(),
      q: text(100).optional(),
      limit,
      cursor: cursor.optional(),
    }),
    status: 200,
    result: page(
      z
        .strictObject({
          id: uuid,
          number: z.string(),
          title: z.string(),
          state,
          process: z.string(),
          applicant: z.string(),
          provider: z.string(),
          step: z.string().nullable(),
          clock,
          filedAt: time,
          together: z.strictObject({ id: uuid, count: z.int() }).nullable(),
        })
        .meta({ id: 'CaseRow' }),
    ),
    run: ({ db, actor, query }) => caseList(db, actor, query),
  }),
  endpoint({
    id: 'getCase',
    method: 'get',
    path: '/cases/{id}',
    rule: 'signed_in',
    summary: 'A case: steps, clock, timeline, grants',
    params: byId,
    status: 200,
    result: caseFull,
    refuses: ['not_found'],
    run: ({ db, actor, params }) => caseDetails(db, actor, { caseId: params.id }),
    respond: (found) => ({ body: shown(found) }),
  }),
  endpoint({
    id: 'supplementCase',
    method: 'post',
    path: '/cases/{id}/supplement',
    rule: { act: 'decide', on: 'Task' },
    summary: 'Answer a request for a supplement; the same as deciding its task with the outcome done',
    params: byId,
    body: z.strictObject({ answers: answersSchema, revision: z.int().min(1) }),
    status: 200,
    result: z.strictObject({ taskId: uuid, caseId: uuid, outcome: z.string() }),
    refuses: ['not_found', 'forbidden', 'already_decided', 'stale_revision', 'wrong_state'],
    run: async ({ db, actor, params, body }) => {
      const found = await caseDetails(db, actor, { caseId: params.id });
      if (isRefusal(found)) return found;
      const asked = found.steps.find((open) => open.element === 'supplement' && open.place === 'here');
      if (asked === undefined) return refuse('wrong_state', { reason: 'no_supplement_asked' });
      return decideTask(db, actor, { taskId: asked.taskId, outcome: 'done', opinion: '', basis: '', ...body });
    },
  }),
  endpoint({
    id: 'withdrawCase',
    method: 'post',
    path: '/cases/{id}/withdraw',
    rule: { act: 'withdraw', on: 'Case' },
    summary: 'Take an application back',
    params: byId,
    body: z.strictObject({ reason: text(2000).optional() }),
    status: 200,
    result: z.strictObject({ id: uuid, state }),
    refuses: ['not_found', 'forbidden', 'wrong_state'],
    run: ({ db, actor, params, body }) => withdrawCase(db, actor, { caseId: params.id, reason: body.reason }),
  }),
];
