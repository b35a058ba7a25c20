import { z } from 'zod';
import { addPhrase } from '#server/commands/add-phrase.ts';
import { deletePhrase } from '#server/commands/delete-phrase.ts';
import { endAppointment } from '#server/commands/end-appointment.ts';
import { endDeputy } from '#server/commands/end-deputy.ts';
import { giveAppointment } from '#server/commands/give-appointment.ts';
import { handOver } from '#server/commands/hand-over.ts';
import { setDeputy } from '#server/commands/set-deputy.ts';
import { ROLES } from '#server/domain/actor.ts';
import { appointmentRegister } from '#server/queries/appointments.ts';
import { deputies } from '#server/queries/deputies.ts';
import { handoverPreview } from '#server/queries/handover-preview.ts';
import { phrases } from '#server/queries/phrases.ts';
import { endpoint } from '../endpoint.ts';
import { byId, list, text, time, uuid } from './shapes.ts';

const day = z.iso.date();
const named = z.strictObject({ id: z.string(), name: z.string() });
const people = list(named);
const account = text(100);
const organisation = z.string().regex(/^[a-z0-9-]{1,64}$/);
const termState = z.enum(['coming', 'in_force', 'ended']);
const reason = text(1000).default('');

const appointment = z
  .strictObject({
    id: uuid,
    person: z.string(),
    accountId: z.string(),
    unit: z.string(),
    role: z.string(),
    from: day,
    to: day.nullable(),
    state: termState,
    mayEnd: z.boolean(),
    history: list(z.strictObject({ act: z.enum(['given', 'ended']), by: z.string(), at: time, reason: z.string(), to: day.nullable() })),
  })
  .meta({ id: 'Appointment' });

const deputy = z
  .strictObject({
    id: uuid,
    principal: z.string(),
    deputy: z.string(),
    from: day,
    to: day,
    reason: z.string(),
    givenBy: z.string(),
    givenAt: time,
    endedBy: z.string().nullable(),
    endedAt: time.nullable(),
    state: termState,
    mayEnd: z.boolean(),
  })
  .meta({ id: 'Deputy', description: 'One person acts in the posts of another of the department, for some days and in both names' });

const plan = z
  .strictObject({
    posts: list(z.strictObject({ role: z.string(), to: day.nullable(), heldAlready: z.boolean() })),
    drafts: list(z.string()),
    files: z.int(),
    deputies: z.int(),
    tasks: list(z.strictObject({ id: uuid, name: z.string(), number: z.string(), barsSuccessor: z.boolean() })),
    fingerprint: z.string().meta({ description: 'Of what is shown; send it with the handover' }),
    possible: z.boolean(),
  })
  .meta({ id: 'HandoverPlan' });

export const peopleCalls = [
  endpoint({
    id: 'listAppointments',
    method: 'get',
    path: '/appointments',
    rule: { act: 'read', on: 'Appointment' },
    summary: 'The register of appointments of one organisation, with its history',
    query: z.strictObject({ organisation: organisation.optional(), ended: z.enum(['true', 'false']).optional() }),
    status: 200,
    result: z.strictObject({ organisation: named, appointments: list(appointment), people, grantable: list(z.enum(ROLES)) }),
    refuses: ['not_found'],
    run: ({ db, actor, query }) => appointmentRegister(db, actor, { organisationId: query.organisation, ended: query.ended === 'true' }),
    respond: ({ organisation: place, appointments, people: members, grantable }) => ({
      body: { organisation: place, appointments, people: members, grantable },
    }),
  }),
  endpoint({
    id: 'giveAppointment',
    method: 'post',
    path: '/appointments',
    rule: { act: 'edit', on: 'Appointment' },
    summary: 'Appoint somebody to a role for a term; never oneself, never beside an incompatible role',
    body: z.strictObject({
      accountId: account,
      organisationId: organisation,
      role: z.enum(ROLES),
      from: day,
      to: day.nullable().default(null),
      reason,
    }),
    status: 201,
    result: z.strictObject({ id: uuid, accountId: z.string(), role: z.enum(ROLES) }),
    refuses: ['forbidden'],
    run: ({ db, actor, body }) => giveAppointment(db, actor, body),
  }),
  endpoint({
    id: 'endAppointment',
    method: 'post',
    path: '/appointments/{id}/end',
    rule: { act: 'edit', on: 'Appointment' },
    summary: 'End an appointment with a last day; yesterday ends it at once',
    params: byId,
    body: z.strictObject({ lastDay: day, reason }),
    status: 200,
    result: z.strictObject({ id: uuid, lastDay: day }),
    refuses: ['not_found', 'forbidden', 'wrong_state'],
    run: ({ db, actor, params, body }) => endAppointment(db, actor, { ...body, id: params.id }),
  }),
  endpoint({
    id: 'listDeputies',
    method: 'get',
    path: '/deputies',
    rule: 'signed_in',
    summary: "Deputy records: one's own, or all of the department for whoever manages it",
    status: 200,
    result: z.strictObject({ deputies: list(deputy), principals: people, colleagues: people }),
    run: ({ db, actor }) => deputies(db, actor),
    respond: ({ deputies: records, principals, colleagues }) => ({ body: { deputies: records, principals, colleagues } }),
  }),
  endpoint({
    id: 'setDeputy',
    method: 'post',
    path: '/deputies',
    rule: 'signed_in',
    summary: 'Let a colleague stand in for some days; no chain, and the duties of both stay separate',
    body: z.strictObject({ principalId: account, deputyId: account, from: day, to: day, reason }),
    status: 201,
    result: z.strictObject({ id: uuid, principalId: z.string(), deputyId: z.string() }),
    refuses: ['forbidden'],
    run: ({ db, actor, body }) => setDeputy(db, actor, body),
  }),
  endpoint({
    id: 'endDeputy',
    method: 'post',
    path: '/deputies/{id}/end',
    rule: 'signed_in',
    summary: 'End a deputy record at once',
    params: byId,
    body: z.strictObject({}),
    status: 200,
    result: z.strictObject({ id: uuid }),
    refuses: ['not_found', 'forbidden', 'wrong_state'],
    run: ({ db, actor, params }) => endDeputy(db, actor, params),
  }),
  endpoint({
    id: 'previewHandover',
    method: 'get',
    path: '/handovers/preview',
    rule: { act: 'edit', on: 'Appointment' },
    summary: "What of a leaver's would move to a successor",
    query: z.strictObject({ leaver: account, successor: account }),
    status: 200,
    result: z.strictObject({ plan: plan.nullable() }),
    refuses: ['forbidden'],
    run: ({ db, actor, query }) => handoverPreview(db, actor, { leaverId: query.leaver, successorId: query.successor }),
    respond: ({ plan: found }) => {
      if (found === null) return { body: { plan: null } };
      const { leaverId: _leaver, successorId: _successor, refused, ...shown } = found;
      return { body: { plan: { ...shown, possible: refused === null } } };
    },
  }),
  endpoint({
    id: 'handOver',
    method: 'post',
    path: '/handovers',
    rule: { act: 'edit', on: 'Appointment' },
    summary: "Hand a leaver's posts, drafts and tasks to a successor in one go, and close the account",
    body: z.strictObject({ leaverId: account, successorId: account, reason, fingerprint: text(64) }),
    status: 201,
    result: z.strictObject({ id: uuid, tasks: z.int(), drafts: z.int(), appointments: z.int() }),
    refuses: ['forbidden', 'stale_revision'],
    run: ({ db, actor, body }) => handOver(db, actor, body),
  }),
  endpoint({
    id: 'listPhrases',
    method: 'get',
    path: '/phrases',
    rule: 'signed_in',
    summary: "One's own phrases and those of the department",
    status: 200,
    result: z.strictObject({
      phrases: list(z.strictObject({ id: uuid, text: z.string(), shared: z.boolean(), mayDelete: z.boolean() }).meta({ id: 'Phrase' })),
      mayShare: z.boolean(),
    }),
    run: ({ db, actor }) => phrases(db, actor),
  }),
  endpoint({
    id: 'addPhrase',
    method: 'post',
    path: '/phrases',
    rule: 'signed_in',
    summary: 'Keep a phrase for oneself or for the department',
    body: z.strictObject({ text: text(1000), owner: z.enum(['me', 'department']).default('me') }),
    status: 201,
    result: z.strictObject({ id: uuid }),
    refuses: ['forbidden', 'wrong_state'],
    run: ({ db, actor, body }) => addPhrase(db, actor, body),
  }),
  endpoint({
    id: 'deletePhrase',
    method: 'delete',
    path: '/phrases/{id}',
    rule: 'signed_in',
    summary: 'Throw a phrase away',
    params: byId,
    status: 204,
    result: z.undefined(),
    refuses: ['not_found'],
    run: ({ db, actor, params }) => deletePhrase(db, actor, params),
    respond: () => ({ body: undefined }),
  }),
];
