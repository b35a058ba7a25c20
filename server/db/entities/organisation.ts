import { defineEntity, p } from '@mikro-orm/core';

/** What a department fills in once and every application starts from. */
export type OrganisationProfile = Partial<Record<'handlerPhone' | 'systemName' | 'systemLevel' | 'network' | 'securityMeasures', string>>;

const OrganisationSchema = defineEntity({
  name: 'Organisation',
  tableName: 'organisation',
  properties: {
    id: p.string().primary(),
    code: p.string(),
    name: p.string(),
    shortName: p.string(),
    kind: p.string(),
    parentId: p.string().nullable(),
    profile: p.json<OrganisationProfile>(),
  },
});
export class Organisation extends OrganisationSchema.class {}
OrganisationSchema.setClass(Organisation);
