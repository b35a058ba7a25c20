import { defineEntity, p } from '@mikro-orm/core';
import type { OpenType, ShareMethod, ShareType } from '#server/domain/catalogue.ts';

/** What the entry's page shows beside the columns that rules and searches use. */
export type EntryDetails = {
  resourceFormat: string;
  legalBasis: string;
  sourceSystem: string;
  usageRequirements: string;
  rowEstimate: number | null;
  contact?: string;
  formatDetail?: string;
  relatedCodes?: string;
  shareTreatment?: string;
  notOpenGround?: string;
  leakRiskAssessment?: string;
  piAssessment?: string;
};

const CatalogueEntrySchema = defineEntity({
  name: 'CatalogueEntry',
  tableName: 'catalogue_entry',
  properties: {
    id: p.string().primary(),
    resourceCode: p.string(),
    name: p.string(),
    providerId: p.string(),
    state: p.string(),
    version: p.integer(),
    keyField: p.string(),
    catalogueKind: p.string(),
    shareType: p.string().$type<ShareType>(),
    shareCondition: p.string().nullable(),
    notSharedBasis: p.string().nullable(),
    shareMethods: p.array().$type<ShareMethod[]>(),
    openType: p.string().$type<OpenType>(),
    openCondition: p.string().nullable(),
    notOpenBasis: p.string().nullable(),
    updateCycle: p.string(),
    updatedOn: p.date().nullable(),
    publishedAt: p.datetime().nullable(),
    /** Withdrawn, and supplied so long to who used it then. */
    suppliedUntil: p.date().nullable(),
    subjectType: p.string(),
    level: p.integer(),
    abstract: p.string(),
    details: p.json<EntryDetails>(),
  },
});
export class CatalogueEntry extends CatalogueEntrySchema.class {}
CatalogueEntrySchema.setClass(CatalogueEntry);
