import { defineEntity, p } from '@mikro-orm/core';
import type { ItemFlag, OpenType, ShareType } from '#server/domain/catalogue.ts';

const InformationItemSchema = defineEntity({
  name: 'InformationItem',
  tableName: 'information_item',
  properties: {
    id: p.string().primary(),
    entryId: p.string(),
    seq: p.integer(),
    name: p.string(),
    nameEn: p.string(),
    dataType: p.string(),
    length: p.integer().nullable(),
    level: p.integer(),
    flags: p.array().$type<ItemFlag[]>(),
    maskRule: p.string().nullable(),
    shareType: p.string().$type<ShareType>(),
    /** Null where the entry's own class holds. */
    openType: p.string().$type<OpenType>().nullable(),
    /** The authoritative item of another department that it refers to. */
    sourceItem: p.string().nullable(),
    /** No longer part of its entry; grants may name it. */
    retired: p.boolean(),
  },
});
export class InformationItem extends InformationItemSchema.class {}
InformationItemSchema.setClass(InformationItem);
