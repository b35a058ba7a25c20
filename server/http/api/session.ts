import { z } from 'zod';
import { PASSWORD_MAX } from '#server/auth/password.ts';
import { signIn } from '#server/commands/sign-in.ts';
import { signOut } from '#server/commands/sign-out.ts';
import type { Actor } from '#server/domain/actor.ts';
import { rolesOf } from '#server/domain/actor.ts';
import { endpoint } from '../endpoint.ts';
import { person, time } from './shapes.ts';

function shown(actor: Actor): z.input<typeof person> {
  return { id: actor.accountId, name: actor.name, organisation: actor.organisationId, roles: rolesOf(actor) };
}

export const sessionCalls = [
  endpoint({
    id: 'signIn',
    method: 'post',
    path: '/session',
    rule: 'public',
    summary: 'Sign in; the token goes into Authorization: Bearer',
    body: z.strictObject({ username: z.string().min(1).max(100), password: z.string().min(1).max(PASSWORD_MAX) }),
    status: 201,
    result: z.strictObject({ token: z.string(), expiresAt: time, actor: person }).meta({ id: 'Session' }),
    unrepeatable: true,
    refuses: ['unauthenticated', 'too_many_requests'],
    run: ({ services, body, request }) => signIn(services.db, services.entrance, { ...body, kind: 'api', address: request.ip ?? '' }),
    respond: ({ token, expiresAt, actor }) => ({ body: { token, expiresAt: expiresAt.toISOString(), actor: shown(actor) } }),
  }),
  endpoint({
    id: 'whoAmI',
    method: 'get',
    path: '/session',
    rule: 'signed_in',
    summary: 'Who is signed in',
    status: 200,
    result: z.strictObject({ actor: person }),
    run: ({ actor }) => Promise.resolve({ actor: shown(actor) }),
  }),
  endpoint({
    id: 'signOut',
    method: 'delete',
    path: '/session',
    rule: 'signed_in',
    summary: 'Sign out: the token is worth nothing afterwards',
    status: 204,
    result: z.undefined(),
    run: async ({ services, token }) => {
      await signOut(services.db, token);
      return undefined;
    },
  }),
];
