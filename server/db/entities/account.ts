import { defineEntity, p } from '@mikro-orm/core';

const AccountSchema = defineEntity({
  name: 'Account',
  tableName: 'account',
  properties: {
    id: p.string().primary(),
    username: p.string(),
    displayName: p.string(),
    organisationId: p.string(),
    unit: p.string(),
    passwordHash: p.string(),
    demo: p.boolean(),
    active: p.boolean(),
  },
});
export class Account extends AccountSchema.class {}
AccountSchema.setClass(Account);
