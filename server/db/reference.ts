import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { calendarOf } from '#server/domain/calendar.ts';
import type { Calendar, CalendarDay } from '#server/domain/calendar.ts';
import type { City } from '#server/domain/case-kinds.ts';
import type { Deadline } from '#server/domain/deadlines.ts';
import { requireDefinition } from '#processes/read-definition.ts';
import type { ProcessDefinition } from '#processes/definition.ts';
import { parseForm } from '#forms/schema.ts';
import { expandCalls } from '#processes/expand.ts';
import { isProcessKey, processOf } from '#processes/registry.ts';
import type { ProcessKey, ShippedProcess } from '#processes/registry.ts';
import type { FormSchema } from '#forms/schema.ts';
import { rows } from './orm.ts';

export type FormRef = { readonly key: string; readonly version: number };

export type Release = {
  readonly processKey: ProcessKey;
  readonly number: number;
  readonly bpmn: string;
  /** With the processes it calls drawn into it, each in the release that this one is bound to. */
  readonly definition: ProcessDefinition;
  /** The release of each called process. */
  readonly calls: Readonly<Record<string, number>>;
  readonly startForm: string;
  readonly startRoles: readonly string[];
  readonly forms: ReadonlyMap<string, FormRef>;
  readonly effectiveFrom: Date;
};

/** Standing data that every step needs, kept in memory: versions are immutable, the calendar is read again when it changes. */
export type Reference = {
  calendar: Calendar;
  /** The edition of the calendar; clocks remember with which they were computed. */
  calendarRevision: number;
  deadlines: readonly Deadline[];
  releases: readonly Release[];
  forms: ReadonlyMap<string, FormSchema>;
  /** Short names by id. */
  organisations: ReadonlyMap<string, string>;
  city: City;
  /** The library of legal bases: each clause as it is cited, by key, in its order. */
  legalBases: ReadonlyMap<string, string>;
};

export async function loadReference(em: EntityManager): Promise<Reference> {
  const deadlines = await rows<Deadline>(
    em,
    `select key, to_char(effective_from, 'YYYY-MM-DD') as "effectiveFrom", amount, unit, extension_max as "extensionMax", basis, status from deadline`,
  );
  const schemas = await rows<{ key: string; version: number; schema: unknown }>(em, 'select key, version, schema from form_version');
  const organisations = await rows<{ id: string; name: string }>(em, 'select id, short_name as name from organisation');
  const departments = await rows<{ id: string; isArea: boolean }>(
    em,
    `select id, kind in ('county_government', 'zone_committee') as "isArea" from organisation
     where kind not like 'external%' and kind <> 'superior_platform' order by id`,
  );
  const legalBases = await rows<{ key: string; cited: string }>(
    em,
    `select key, '《' || law || '》' || article || ':' || label as cited from legal_basis order by seq`,
  );
  const released = await rows<ReleaseRow>(
    em,
    `select process_key as "processKey", number, bpmn, forms, calls, effective_from as "effectiveFrom" from process_release order by process_key, number`,
  );
  const drawn = new Map(
    await Promise.all(
      released.map(async (row) => [releaseId(row.processKey, row.number), { row, definition: await requireDefinition(row.bpmn) }] as const),
    ),
  );
  return {
    ...(await loadCalendar(em)),
    deadlines,
    city: {
      departments: departments.map(({ id }) => id),
      areas: departments.filter(({ isArea }) => isArea).map(({ id }) => id),
    },
    organisations: new Map(organisations.map(({ id, name }) => [id, name])),
    legalBases: new Map(legalBases.map(({ key, cited }) => [key, cited])),
    forms: new Map(schemas.map((form) => [formId(form), releasedForm(form)])),
    releases: [...drawn.values()].map(({ row, definition }) => {
      const called = Object.entries(row.calls).map(([key, number]) => drawnRelease(drawn, key, number));
      const { startForm, startRoles } = requireProcess(row.processKey);
      return {
        ...row,
        ...{ startForm, startRoles },
        definition: expandCalls(definition, new Map(called.map((inner) => [inner.row.processKey, inner.definition]))),
        forms: new Map([row, ...called.map((inner) => inner.row)].flatMap(({ forms }) => forms).map((form) => [form.key, form])),
      };
    }),
  };
}

type ReleaseRow = {
  processKey: ProcessKey;
  number: number;
  bpmn: string;
  forms: FormRef[];
  calls: Record<string, number>;
  effectiveFrom: Date;
};
type Drawn = { readonly row: ReleaseRow; readonly definition: ProcessDefinition };

function releaseId(key: string, number: number): string {
  return `${key}.r${number}`;
}

function drawnRelease(drawn: ReadonlyMap<string, Drawn>, key: string, number: number): Drawn {
  const found = drawn.get(releaseId(key, number));
  if (!found) throw new Error(`the called release ${releaseId(key, number)} is not in the database`);
  return found;
}

/** The calendar with its edition, which is read first: one edited meanwhile counts as older, and is read again. */
export async function loadCalendar(em: EntityManager): Promise<Pick<Reference, 'calendar' | 'calendarRevision'>> {
  const calendarRevision = await newestRevision(em);
  return { calendar: calendarOf(await loadCalendarDays(em)), calendarRevision };
}

export function loadCalendarDays(em: EntityManager): Promise<CalendarDay[]> {
  return rows<CalendarDay>(em, `select to_char(day, 'YYYY-MM-DD') as date, off, name, level from calendar_day`);
}

/** Reads the calendar again when it was edited, here or by another server. */
export async function refreshCalendar(db: { readonly orm: MikroORM; readonly reference: Reference }): Promise<void> {
  const em = db.orm.em.fork();
  if ((await newestRevision(em)) !== db.reference.calendarRevision) Object.assign(db.reference, await loadCalendar(em));
}

async function newestRevision(em: EntityManager): Promise<number> {
  const [edition] = await rows<{ revision: number }>(em, 'select coalesce(max(revision), 0)::int as revision from calendar_edition');
  return edition?.revision ?? 0;
}

/** A released form was checked before; one that cannot be read is a bug. */
function releasedForm(form: { key: string; version: number; schema: unknown }): FormSchema {
  const parsed = parseForm(form.schema);
  if (!parsed.ok) throw new Error(`form ${formId(form)} in the database cannot be read`);
  return parsed.schema;
}

function requireProcess(processKey: string): ShippedProcess {
  if (!isProcessKey(processKey)) throw new Error(`process ${processKey} is not shipped with this version`);
  return processOf(processKey);
}

/** The release that a new case starts on: the newest that is in effect. Running cases keep theirs. */
export function releaseForNewCase(reference: Reference, processKey: string, at: Date): Release | undefined {
  return reference.releases.filter((release) => release.processKey === processKey && release.effectiveFrom <= at).at(-1);
}

export function releaseOf(reference: Reference, processKey: string, number: number): Release {
  const found = reference.releases.find((release) => release.processKey === processKey && release.number === number);
  if (!found) throw new Error(`release ${processKey}.r${number} is not in the database`);
  return found;
}

export function formOf(reference: Reference, form: FormRef): FormSchema {
  const found = reference.forms.get(formId(form));
  if (!found) throw new Error(`form ${formId(form)} is not in the database`);
  return found;
}

function formId(form: FormRef): string {
  return `${form.key}/${form.version}`;
}
