import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rows } from '#server/db/orm.ts';
import { fileAndFollow } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
let application: pg.Client;

beforeAll(async () => {
  office = await openOffice();
  await fileAndFollow(office, { entry: 'cat-002' });
  application = new pg.Client(office.appUrl);
  await application.connect();
});
afterAll(async () => {
  await application.end();
  await office.close();
});

describe("the application's role", () => {
  test.each([
    `update event set type = 'x'`,
    `update event set seq = seq where false`,
    `delete from event`,
    `truncate event`,
    `truncate case_file cascade`,
    `with gone as (delete from event returning 1) select * from gone`,
    `insert into event select * from event on conflict (case_id, seq) do update set type = 'x'`,
    `merge into event e using event f on e.case_id = f.case_id and e.seq = f.seq when matched then delete`,
    `do $$ begin execute 'delete from event'; end $$`,
    `alter table event disable trigger all`,
    `alter table event drop column hash`,
    `drop table event`,
    `create rule quiet as on insert to event do instead nothing`,
    `create trigger quiet before insert on event execute function suppress_redundant_updates_trigger()`,
    `create function gone() returns void language sql security definer as 'delete from event'`,
    `create table shadow (id int)`,
    `create temp table event (id int)`,
    `set session_replication_role = replica`,
    `select set_config('session_replication_role', 'replica', false)`,
    `set role gongkai_owner`,
    `update decision set outcome = 'agree'`,
    `delete from decision`,
    `update process_release set bpmn = ''`,
    `update form_version set schema = '{}'`,
    `select * from mikro_orm_migrations`,
    `delete from mikro_orm_migrations`,
  ])('cannot: %s', async (statement) => {
    await expect(application.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  test('may grant itself nothing', async () => {
    await application.query('grant all on event to gongkai_app');
    await expect(application.query('delete from event')).rejects.toMatchObject({ code: '42501' });
  });

  test('deletes only what may go without a trace, and owns nothing', async () => {
    const em = office.db.orm.em.fork();
    const deletable = await rows<{ name: string }>(
      em,
      `select table_name as name from information_schema.role_table_grants where grantee = current_user and privilege_type = 'DELETE'`,
    );
    expect(deletable.map(({ name }) => name).sort()).toEqual([
      'attachment',
      'catalogue_import_content',
      'draft',
      'idempotency_key',
      'notice_message',
      'notification',
      'outbox',
      'phrase',
      'reconciliation',
      'session',
      'sign_in_brake',
      'signing_row',
      'task_candidate',
    ]);
    expect(await rows(em, 'select relname from pg_class where relowner = (select oid from pg_roles where rolname = current_user)')).toEqual(
      [],
    );
    expect(
      await rows(
        em,
        `select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as strong from pg_roles where rolname = current_user`,
      ),
    ).toEqual([{ strong: false }]);
  });
});
