import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { ROLES } from '#server/domain/actor.ts';
import { insertRows } from './insert-rows.ts';
import { shippedData } from './shipped-data.ts';

const shape = z.object({
  organisations: z.array(
    z.object({
      id: z.string(),
      code: z.string(),
      name: z.string(),
      shortName: z.string(),
      kind: z.string(),
      parentId: z.string().nullable(),
    }),
  ),
  users: z.array(
    z.object({
      id: z.string(),
      displayName: z.string(),
      orgId: z.string(),
      unit: z.string().nullable(),
      roles: z.array(z.enum(ROLES)),
    }),
  ),
});

const APPOINTED = '2025-08-01';

/** The demo's organisations and people; all have one password, so it is hashed once. */
export async function seedOrganisations(em: EntityManager, passwordHash: string): Promise<void> {
  const { organisations, users } = shape.parse(shippedData('organisations'));
  const parentsFirst = organisations.toSorted((a, b) => Number(a.parentId !== null) - Number(b.parentId !== null));
  await insertRows(
    em,
    'organisation',
    parentsFirst.map((organisation) => ({
      id: organisation.id,
      code: organisation.code,
      name: organisation.name,
      short_name: organisation.shortName,
      kind: organisation.kind,
      parent_id: organisation.parentId,
      profile: profileOf(organisation.shortName),
    })),
  );
  await insertRows(
    em,
    'account',
    users.map((user) => ({
      id: user.id,
      username: user.id,
      display_name: user.displayName,
      organisation_id: user.orgId,
      unit: user.unit ?? '',
      password_hash: passwordHash,
      demo: true,
      active: true,
      email: `${user.id}@demo.example`,
      language: 'zh-CN',
    })),
  );
  await insertRows(
    em,
    'appointment',
    users.flatMap((user) =>
      user.roles.map((role) => ({
        id: randomUUID(),
        account_id: user.id,
        organisation_id: user.orgId,
        role,
        valid_from: APPOINTED,
        valid_to: null,
      })),
    ),
  );
}

function profileOf(shortName: string) {
  return {
    handlerPhone: '0891-6320000',
    systemName: `${shortName}业务办理系统`,
    systemLevel: 'level_3',
    network: 'gov_extranet',
    securityMeasures: '实名账号登录,按岗位授权;查询全程留痕;结果不落地;到期按提供方要求处置',
  };
}
