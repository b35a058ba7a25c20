import type { Actor } from '#server/domain/actor.ts';
import { contextFor } from '#server/context.ts';
import { CALLS } from '#server/http/api/calls.ts';
import type { Walk } from '../support/cases.ts';
import type { Office } from '../support/office.ts';
import { clientOf } from './client.ts';
import type { Listening } from './serve.ts';

/** What belongs to some cases and to nobody else; `entries`: the catalogue entries they are about. */
export type Secrets = { readonly ids: readonly string[]; readonly words: readonly string[]; readonly entries: readonly string[] };

/** Ids and words that belong to these cases, these words among them. */
export async function everythingOf(
  office: Office,
  walks: readonly Walk[],
  words: readonly string[],
  entries: readonly string[],
): Promise<Secrets> {
  const cases = walks.map(({ id }) => id);
  const ids = await office.sql<{ id: string }>(
    `select unnest($1::uuid[])::text as id union select id::text from task where case_id = any ($1) union select id::text from share_grant where case_id = any ($1)
     union select id::text from decision where case_id = any ($1) union select id::text from case_content where case_id = any ($1)`,
    [cases],
  );
  const numbers = await office.sql<{ word: string }>(
    `select number as word from case_file where id = any ($1) union select number from share_grant where case_id = any ($1)
     union select c.app_key from interface_credential c join share_grant g on g.id = c.grant_id where g.case_id = any ($1)`,
    [cases],
  );
  return { ids: ids.map(({ id }) => id), words: [...numbers.map(({ word }) => word), ...words], entries };
}

function leaksIn(foreign: Secrets, told: unknown): string[] {
  const text = JSON.stringify(told) ?? '';
  return [...foreign.ids, ...foreign.words].filter((secret) => text.includes(secret));
}

/** What every read of the interface tells this person, asked for each of the foreign things. */
export async function readThroughApi(server: Listening, foreign: Secrets, username: string): Promise<{ call: string; leaks: string[] }[]> {
  const client = await clientOf(server);
  const token = await client.signIn(username);
  const told = [];
  for (const { id, method, path, gives } of CALLS) {
    if (method !== 'get' || gives === 'text/event-stream' || id === 'openApi') continue;
    const places = path.includes('{') ? foreign.ids.map((thing) => path.replace(/\{\w+\}/g, thing)) : [path, `${path}?limit=100`];
    for (const place of places) {
      const { status, body } = await client.call('GET', place, { token });
      // An address that was asked for comes back in the problem's own words; what counts is what is behind it.
      if (status < 400) told.push({ call: id, leaks: leaksIn(foreign, body) });
    }
  }
  return told;
}

/** The same for what stands behind the pages. */
export async function readThroughPages(server: Listening, foreign: Secrets, actor: Actor): Promise<{ call: string; leaks: string[] }[]> {
  const { queries } = contextFor(await server.opened, pageOf(actor));
  const told = [];
  for (const [call, query] of Object.entries(queries)) {
    for (const id of [...foreign.ids, ...foreign.entries]) {
      const asked = {
        caseId: id,
        taskId: id,
        grantId: id,
        entryId: id,
        attachmentId: id,
        importId: id,
        ids: [id],
        tasks: [{ taskId: id, revision: 1 }],
        id,
        box: 'todo',
        limit: 100,
        year: 2026,
        process: 'directional-open',
        number: id,
        text: '',
        level: 'city',
        language: 'zh-CN',
        operation: 'transfer',
      };
      const result: unknown = await Reflect.apply(query, null, [
        { ...asked, ...(call.startsWith('search') ? { q: foreign.words[0] } : {}), answers: { entryId: id }, itemIds: [], purpose: '' },
      ]);
      told.push({ call, leaks: leaksIn(foreign, result) });
    }
  }
  return told;
}

function pageOf(actor: Actor): Parameters<typeof contextFor>[1] {
  const refused = (): Promise<never> => Promise.reject(new Error('nobody signs in or checks a document here'));
  return {
    ...{ id: 'r1', nonce: '', csrf: '', onceKey: null, actor, mode: 'demo', signIn: refused, signOut: refused },
    ...{ address: '127.0.0.1', checkDocument: refused },
    explain: () => ({ title: '', detail: '', fields: {} }),
  };
}
