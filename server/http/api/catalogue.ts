import { z } from 'zod';
import { ITEM_FLAGS } from '#server/domain/catalogue.ts';
import { catalogue } from '#server/queries/catalogue.ts';
import { entryDetails } from '#server/queries/entry-details.ts';
import { CHECK_CODES } from '#server/domain/check-findings.ts';
import { entryVersions } from '#server/queries/entry-versions.ts';
import { entryFindings } from '#server/queries/entry-findings.ts';
import { endpoint } from '../endpoint.ts';
import { answersSchema } from './answers.ts';
import { cursor, entryId, limit, list, text } from './shapes.ts';

const shareType = z.enum(['unconditional', 'conditional', 'not_shared']);
const openType = z.enum(['unconditional', 'conditional', 'not_open']);
const provider = z.strictObject({ id: z.string(), name: z.string() });

const freshness = z.strictObject({ dueOn: z.iso.date(), overdue: z.boolean() }).nullable();

const entryRow = z
  .strictObject({
    id: entryId,
    resourceCode: z.string(),
    name: z.string(),
    abstract: z.string(),
    provider,
    keyField: z.string(),
    shareType,
    openType,
    level: z.int(),
    updateCycle: z.string(),
    updatedOn: z.string().nullable(),
    freshness,
    state: z.string(),
    itemCount: z.int(),
    doubted: z.boolean(),
    canApply: z.boolean(),
  })
  .meta({ id: 'EntryRow' });

const informationItem = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    nameEn: z.string(),
    dataType: z.string(),
    length: z.int().nullable(),
    level: z.int(),
    flags: list(z.enum(ITEM_FLAGS)),
    doubted: z.boolean(),
    shareType,
    mask: z.string().nullable(),
  })
  .meta({ id: 'Item' });

const entry = z
  .strictObject({
    id: entryId,
    resourceCode: z.string(),
    name: z.string(),
    state: z.string(),
    version: z.int(),
    abstract: z.string(),
    provider,
    keyField: z.string(),
    catalogueKind: z.string(),
    subjectType: z.string(),
    level: z.int(),
    shareType,
    shareCondition: z.string().nullable(),
    notSharedBasis: z.string().nullable(),
    shareMethods: list(z.string()),
    openType,
    openCondition: z.string().nullable(),
    notOpenBasis: z.string().nullable(),
    updateCycle: z.string(),
    updatedOn: z.string().nullable(),
    freshness,
    resourceFormat: z.string(),
    legalBasis: z.string(),
    sourceSystem: z.string(),
    usageRequirements: z.string(),
    rowEstimate: z.int().nullable(),
    items: list(informationItem),
    doubtful: list(z.string()),
    canApply: z.boolean(),
    canCompile: z.boolean(),
    canApplyOpen: z.boolean(),
  })
  .meta({ id: 'Entry' });

const finding = z
  .strictObject({
    path: z.string(),
    code: z.enum(CHECK_CODES),
    severity: z.enum(['error', 'warning']),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .meta({ id: 'CheckFinding' });

const version = z
  .strictObject({
    version: z.int(),
    publishedAt: z.iso.datetime(),
    case: z.strictObject({ id: z.string(), number: z.string() }).nullable(),
    changes: list(z.strictObject({ path: z.string(), label: z.string(), before: z.string(), after: z.string() })).nullable(),
  })
  .meta({ id: 'EntryVersion' });

const one = (value: string | undefined): string[] | undefined => (value === undefined ? undefined : [value]);

export const catalogueCalls = [
  endpoint({
    id: 'listEntries',
    method: 'get',
    path: '/catalogue',
    rule: { act: 'read', on: 'Entry' },
    summary: 'Search the catalogue',
    query: z.strictObject({
      q: text(100).optional(),
      field: text(40).optional(),
      provider: text(64).optional(),
      shareType: shareType.optional(),
      openType: openType.optional(),
      level: z.enum(['1', '2', '3', '4']).optional(),
      limit,
      cursor: cursor.optional(),
    }),
    status: 200,
    result: z.strictObject({ items: list(entryRow), next: z.string().nullable(), total: z.int() }),
    run: ({ db, actor, query: { q, field, provider: by, shareType: share, openType: open, level, limit: most, cursor: from } }) =>
      catalogue(db, actor, {
        q,
        field: one(field),
        provider: one(by),
        shareType: one(share),
        openType: one(open),
        level: one(level),
        limit: most,
        cursor: from,
      }),
    respond: ({ items, next, total }) => ({ body: { items, next, total } }),
  }),
  endpoint({
    id: 'getEntry',
    method: 'get',
    path: '/catalogue/{id}',
    rule: { act: 'read', on: 'Entry' },
    summary: 'An entry with its items',
    params: z.strictObject({ id: entryId }),
    status: 200,
    result: entry,
    refuses: ['not_found'],
    run: ({ db, actor, params }) => entryDetails(db, actor, { entryId: params.id }),
  }),
  endpoint({
    id: 'listEntryVersions',
    method: 'get',
    path: '/catalogue/{id}/versions',
    rule: { act: 'read', on: 'Entry' },
    summary: 'Every published version of an entry, the newest first, with what it changed',
    params: z.strictObject({ id: entryId }),
    status: 200,
    result: z.strictObject({ items: list(version) }),
    refuses: ['not_found'],
    run: ({ db, actor, params }) => entryVersions(db, actor, { entryId: params.id }),
  }),
  endpoint({
    id: 'checkEntry',
    method: 'post',
    path: '/catalogue-checks',
    rule: { act: 'compile', on: 'Entry' },
    summary: 'What the automatic checks say of an entry as far as it is written; nothing is stored',
    body: z.strictObject({ answers: answersSchema }),
    status: 200,
    result: z.strictObject({ findings: list(finding) }),
    refuses: ['not_found', 'forbidden'],
    run: ({ db, actor, body }) => entryFindings(db, actor, body),
    respond: (findings) => ({ body: { findings: [...findings] } }),
  }),
];
