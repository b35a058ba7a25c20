import { createHash } from 'node:crypto';
import type { Answers, Row } from '#forms/answers.ts';
import { canonicalJson } from './events.ts';
import { highestLevel } from './catalogue.ts';
import type { ItemFlag, Level, OpenType, ShareMethod, ShareType } from './catalogue.ts';

/** What an entry says, as its form's answers hold it; half typed, parts of it are missing. */
export type EntryContent = {
  readonly catalogueKind: string;
  readonly category: string;
  readonly keyField: string;
  readonly contact: string;
  readonly name: string;
  readonly abstract: string;
  readonly resourceFormat: string;
  readonly formatDetail: string;
  readonly sourceSystem: string;
  readonly subjectType: string;
  readonly updateCycle: string;
  readonly rowEstimate: number | null;
  readonly legalBasis: string;
  readonly usageRequirements: string;
  readonly relatedCodes: string;
  readonly shareType: string;
  readonly shareCondition: string;
  readonly notSharedBasis: string;
  readonly shareMethods: readonly string[];
  readonly shareTreatment: string;
  readonly openType: string;
  readonly openCondition: string;
  readonly notOpenGround: string;
  readonly notOpenBasis: string;
  readonly leakRiskAssessment: string;
  readonly piAssessment: string;
  readonly designation: boolean;
  readonly items: readonly EntryItem[];
};
export type EntryItem = {
  /** Of the published item; '' for a new one. */
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly dataType: string;
  readonly length: number | null;
  readonly level: number;
  readonly flags: readonly string[];
  readonly maskRule: string;
  readonly shareType: string;
  readonly openType: string;
  /** The authoritative item of another department that this one refers to. */
  readonly sourceItem: string;
};

/** Reads the answers of the form `catalogue_entry`, whole or half typed. */
export function entryContentOf(answers: Readonly<Record<string, unknown>>): EntryContent {
  const text = (key: string): string => textIn(answers, key);
  return {
    catalogueKind: text('catalogueKind'),
    category: text('category'),
    keyField: text('keyField'),
    contact: text('contact'),
    name: text('name'),
    abstract: text('abstract'),
    resourceFormat: text('resourceFormat'),
    formatDetail: text('formatDetail'),
    sourceSystem: text('sourceSystem'),
    subjectType: text('subjectType'),
    updateCycle: text('updateCycle'),
    rowEstimate: numberIn(answers, 'rowEstimate'),
    legalBasis: text('legalBasis'),
    usageRequirements: text('usageRequirements'),
    relatedCodes: text('relatedCodes'),
    shareType: text('shareType'),
    shareCondition: text('shareCondition'),
    notSharedBasis: text('notSharedBasis'),
    shareMethods: textsIn(answers, 'shareMethods'),
    shareTreatment: text('shareTreatment'),
    openType: text('openType'),
    openCondition: text('openCondition'),
    notOpenGround: text('notOpenGround'),
    notOpenBasis: text('notOpenBasis'),
    leakRiskAssessment: text('leakRiskAssessment'),
    piAssessment: text('piAssessment'),
    designation: answers['designation'] === true,
    items: itemsIn(answers),
  };
}

function itemsIn({ items }: Readonly<Record<string, unknown>>): EntryItem[] {
  const rows: readonly unknown[] = Array.isArray(items) ? items : [];
  return rows.flatMap((row) => {
    if (typeof row !== 'object' || row === null) return [];
    const cells: Readonly<Record<string, unknown>> = { ...row };
    const text = (key: string): string => textIn(cells, key);
    return [
      {
        id: text('itemId'),
        name: text('name'),
        nameEn: text('nameEn'),
        dataType: text('dataType'),
        length: numberIn(cells, 'length'),
        level: Number(text('level')),
        flags: textsIn(cells, 'flags'),
        maskRule: text('maskRule'),
        shareType: text('shareType'),
        openType: text('openType'),
        sourceItem: text('sourceItem'),
      },
    ];
  });
}

/** The same as answers: what is empty is not there. The entry's own id is no part of what it says. */
export function answersOfContent(content: EntryContent): Answers {
  const { items, ...rest } = content;
  return {
    ...filled(rest),
    items: items.map(({ id, level, ...item }): Row => ({ ...filled({ itemId: id, ...item }), level: String(level) })),
  };
}

function filled(values: Readonly<Record<string, string | number | boolean | readonly string[] | null>>): Row {
  const row: Row = {};
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === '' || value === false) continue;
    if (typeof value !== 'object') row[key] = value;
    else if (value.length > 0) row[key] = [...value];
  }
  return row;
}

/** 就高从严: the level of the entry is the highest of its items (I8). */
export function levelOf({ items }: Pick<EntryContent, 'items'>): Level {
  return highestLevel(items.map(({ level }) => ({ level: level >= 1 && level <= 4 ? level : 1, flags: [] })));
}

/** Of exactly this content (hex): what signatures and decisions are about, and what is published. */
export function entryHash(content: EntryContent): string {
  return createHash('sha256')
    .update(canonicalJson(answersOfContent(content)))
    .digest('hex');
}

/** Without what a department narrows when its content is not released as proposed. */
function withoutOpening(content: EntryContent): EntryContent {
  return {
    ...content,
    openType: '',
    openCondition: '',
    notOpenGround: '',
    notOpenBasis: '',
    items: content.items.map((item) => ({ ...item, openType: '', maskRule: '' })),
  };
}

const WIDTH: Readonly<Record<string, number>> = { not_open: 0, conditional: 1, unconditional: 2 };

/** Is it the same but for less being opened? */
export function isNarrowed(before: EntryContent, after: EntryContent): boolean {
  const wider = (one: string, other: string): boolean => (WIDTH[other] ?? 2) > (WIDTH[one] ?? 0);
  return (
    entryHash(withoutOpening(before)) === entryHash(withoutOpening(after)) &&
    !wider(before.openType, after.openType) &&
    before.items.every((item, index) => !wider(item.openType, after.items[index]?.openType ?? 'not_open'))
  );
}

const WORDED = ['abstract', 'usageRequirements', 'formatDetail', 'legalBasis', 'relatedCodes'] as const;
const FEW = 5;

/** A change of the contact, or of a few characters of a description, needs no review (DOMAIN §4.5 d). */
export function isMinor(before: EntryContent, after: EntryContent): boolean {
  const blank = Object.fromEntries(['contact', ...WORDED].map((key) => [key, '']));
  return (
    entryHash({ ...before, ...blank }) === entryHash({ ...after, ...blank }) &&
    WORDED.every((key) => charactersChanged(before[key], after[key]) <= FEW)
  );
}

/** What lies between the common beginning and the common end. */
function charactersChanged(before: string, after: string): number {
  const [one, other] = [[...before], [...after]];
  const shortest = Math.min(one.length, other.length);
  let front = 0;
  while (front < shortest && one[front] === other[front]) front += 1;
  let back = 0;
  while (back < shortest - front && one.at(-1 - back) === other.at(-1 - back)) back += 1;
  return Math.max(one.length, other.length) - front - back;
}

/** Items get their ids when they are first handed in, and keep them: grants, reviews and versions know them by these. */
export function withItemIds(answers: Answers, entryId: string, taken: readonly string[]): Answers {
  const { items } = answers;
  if (!Array.isArray(items)) return answers;
  let number = Math.max(0, ...taken.map((id) => Number(/-(\d+)$/.exec(id)?.[1] ?? 0)));
  return {
    ...answers,
    items: items.flatMap((row): Row[] =>
      typeof row !== 'object'
        ? []
        : [row['itemId'] === undefined ? { itemId: `${entryId}-${String((number += 1)).padStart(2, '0')}`, ...row } : row],
    ),
  };
}

/** The older wording with its items in the places that they have in the newer one, by id; those that are gone come last. */
export function itemsBeside(before: Answers, after: Answers): Answers {
  const [old, now] = [rowsOf(before['items']), rowsOf(after['items'])];
  const kept = now.map((row) => old.find((earlier) => earlier['itemId'] === row['itemId']) ?? {});
  return { ...before, items: [...kept, ...old.filter((row) => !kept.includes(row))] };
}

function rowsOf(rows: Answers[string] | undefined): Row[] {
  return Array.isArray(rows) ? rows.flatMap((row) => (typeof row === 'object' ? [row] : [])) : [];
}

/** What the catalogue shows of an entry now, as rows hold it. */
export type EntryColumns = {
  readonly name: string;
  readonly catalogueKind: string;
  readonly resourceCode: string;
  readonly keyField: string;
  readonly shareType: ShareType;
  readonly shareCondition?: string | null | undefined;
  readonly notSharedBasis?: string | null | undefined;
  readonly shareMethods: readonly ShareMethod[];
  readonly openType: OpenType;
  readonly openCondition?: string | null | undefined;
  readonly notOpenBasis?: string | null | undefined;
  readonly updateCycle: string;
  readonly subjectType: string;
  readonly abstract: string;
  readonly details: Readonly<Record<string, unknown>>;
};
export type ItemColumns = {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly dataType: string;
  readonly length?: number | null | undefined;
  readonly level: number;
  readonly flags: readonly ItemFlag[];
  readonly maskRule?: string | null | undefined;
  readonly shareType: ShareType;
  readonly openType?: OpenType | null | undefined;
  readonly sourceItem?: string | null | undefined;
};

/** An entry of the catalogue as content again, to be changed or copied. */
export function contentOfEntry(entry: EntryColumns, items: readonly ItemColumns[]): EntryContent {
  return {
    ...entryContentOf({ ...entry.details, ...withoutNull(entry) }),
    category: categoryOf(entry),
    items: items.map((item) => ({
      id: item.id,
      name: item.name,
      nameEn: item.nameEn,
      dataType: item.dataType,
      length: item.length ?? null,
      level: item.level,
      flags: [...item.flags],
      maskRule: item.maskRule ?? '',
      shareType: item.shareType,
      openType: item.openType ?? entry.openType,
      sourceItem: item.sourceItem ?? '',
    })),
  };
}

function withoutNull(values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

/** `35401001312/000001` is 3/54/010/01312, number 1 (编制指南: 1 + 2 + 3 + variable digits). */
function categoryOf({ resourceCode }: Pick<EntryColumns, 'resourceCode'>): string {
  const [, kind, item, dir, sub] = /^(\d)(\d{2})(\d{3})(\d*)\//.exec(resourceCode) ?? [];
  return [kind, item, dir, sub].filter((part) => part !== undefined && part !== '').join('/');
}

/** What stands before the number of an entry's code. */
export function codeOfCategory(category: string): string {
  return category.replaceAll('/', '');
}

function textIn(values: Readonly<Record<string, unknown>>, key: string): string {
  const value = values[key];
  return typeof value === 'string' ? value : '';
}

function numberIn(values: Readonly<Record<string, unknown>>, key: string): number | null {
  const value = values[key];
  return typeof value === 'number' ? value : null;
}

function textsIn(values: Readonly<Record<string, unknown>>, key: string): string[] {
  const value = values[key];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
