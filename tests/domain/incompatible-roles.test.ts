import { describe, expect, test } from 'vitest';
import { may, mayEver } from '#server/auth/ability.ts';
import { ROLES } from '#server/domain/actor.ts';
import type { Actor, Group, Role } from '#server/domain/actor.ts';
import { APPOINTERS, mayAppoint } from '#server/domain/appointments.ts';
import { askedAs, hatsOf, ownGroups, withPrincipals } from '#server/domain/deputies.ts';
import { conflictOf, overlap, separationOf } from '#server/domain/incompatible-roles.ts';

const APPROVAL: readonly Role[] = [
  'catalogue_reviewer',
  'data_steward',
  'area_data_officer',
  'dept_leader',
  'dept_confidentiality_reviewer',
  'city_confidentiality_reviewer',
  'bureau_catalogue_reviewer',
  'bureau_share_officer',
  'bureau_open_officer',
  'bureau_leader',
  'coordination_member',
];

function apartFrom(role: Role): Role[] {
  return ROLES.filter((other) => separationOf(role, other) !== null);
}

function actor(accountId: string, ...groups: Group[]): Actor {
  return { accountId, name: accountId, organisationId: 'civil', organisationName: '市民政局', groups };
}

describe('roles that one person never holds together', () => {
  test('designers and publishers of flows hold no approving role, nor each other’s (SoD 5) (requirement 35)', () => {
    expect(apartFrom('flow_admin').toSorted()).toEqual([...APPROVAL, 'auditor', 'flow_publisher'].toSorted());
    expect(apartFrom('flow_publisher').toSorted()).toEqual([...APPROVAL, 'auditor', 'flow_admin'].toSorted());
    expect(separationOf('flow_publisher', 'flow_admin')).toBe('sod_5');
  });

  test('platform operators hold no approving role (SoD 6) (requirement 35)', () => {
    expect(apartFrom('platform_operator').toSorted()).toEqual([...APPROVAL, 'auditor'].toSorted());
    expect(separationOf('data_steward', 'platform_operator')).toBe('sod_6');
  });

  test('auditors hold no other role at all (SoD 7)', () => {
    expect(apartFrom('auditor')).toEqual(ROLES.filter((role) => role !== 'auditor'));
  });

  test('who compiles the catalogue is not its reviewer (requirement 32)', () => {
    expect(separationOf('catalogue_compiler', 'catalogue_reviewer')).toBe('plan_32');
    expect(separationOf('catalogue_compiler', 'dept_applicant')).toBeNull();
  });

  test('the table reads the same from both sides, and a role never conflicts with itself', () => {
    for (const one of ROLES) {
      expect(separationOf(one, one), one).toBeNull();
      for (const other of ROLES) expect(separationOf(one, other)).toBe(separationOf(other, one));
    }
  });

  test('only days on which both would be held count', () => {
    const given = { role: 'auditor', from: '2026-12-01', to: null } as const;
    expect(conflictOf(given, [{ role: 'data_steward', from: '2025-08-01', to: '2026-11-30' }])).toBeNull();
    expect(conflictOf(given, [{ role: 'data_steward', from: '2025-08-01', to: '2026-12-01' }])).toEqual({
      role: 'data_steward',
      rule: 'sod_7',
    });
    expect(overlap({ from: '2026-12-01', to: '2026-11-30' }, { from: '2026-01-01', to: null })).toBe(false);
  });
});

describe('who gives which role (DOMAIN §6)', () => {
  test('a department’s steward and leader its roles, neither of them their own kind', () => {
    const given = (group: Group): Role[] => ROLES.filter((role) => mayAppoint(actor('me', group), 'civil', role));
    const common: Role[] = [
      'dept_applicant',
      'catalogue_compiler',
      'catalogue_reviewer',
      'dept_confidentiality_reviewer',
      'area_data_officer',
    ];
    expect(given('civil:data_steward').toSorted()).toEqual([...common, 'dept_leader'].toSorted());
    expect(given('civil:dept_leader').toSorted()).toEqual([...common, 'data_steward'].toSorted());
    expect(given('police:data_steward')).toEqual([]);
    for (const role of ROLES.filter((other) => !['data_steward', 'dept_leader', 'bureau_leader'].includes(other)))
      expect(given(`civil:${role}`), role).toEqual([]);
  });

  test('the bureau’s leader the bureau’s, and nobody the bureau’s leader, the auditor or outsiders (requirement 35)', () => {
    const leader = actor('me', 'bdb:bureau_leader');
    expect(ROLES.filter((role) => mayAppoint(leader, 'bdb', role)).toSorted()).toEqual(
      [
        'bureau_catalogue_reviewer',
        'bureau_share_officer',
        'bureau_open_officer',
        'flow_admin',
        'flow_publisher',
        'platform_operator',
        'security_supervisor',
        'city_confidentiality_reviewer',
        'coordination_member',
      ].toSorted(),
    );
    expect(mayAppoint(leader, 'civil', 'data_steward')).toBe(false);
    expect(ROLES.filter((role) => APPOINTERS[role].length === 0)).toEqual(['bureau_leader', 'auditor', 'external_applicant']);
  });

  test('nobody appoints as the deputy of who may', () => {
    const deputy = withPrincipals(actor('me', 'civil:dept_applicant'), [
      { accountId: 'boss', name: '领导', groups: ['civil:dept_leader'], organisations: ['civil'] },
    ]);
    expect(deputy.groups).toContain('civil:dept_leader');
    expect(mayAppoint(deputy, 'civil', 'data_steward')).toBe(false);
  });
});

describe('a deputy', () => {
  const own = actor('me', 'civil:dept_applicant', 'civil:data_steward');
  const boss = { accountId: 'boss', name: '领导', groups: ['civil:dept_leader', 'civil:data_steward'], organisations: ['civil'] } as const;
  const deputy = withPrincipals(own, [boss]);

  test('gains the posts of the principal that they do not hold themselves', () => {
    expect(deputy.groups).toEqual(['civil:dept_applicant', 'civil:data_steward', 'civil:dept_leader']);
    expect(ownGroups(deputy)).toEqual(own.groups);
    expect(hatsOf(deputy).map(({ groups, persons }) => [groups, persons])).toEqual([
      [own.groups, ['me']],
      [['civil:dept_leader'], ['me', 'boss']],
    ]);
    expect(askedAs(deputy)).toEqual({
      addressees: ['civil:dept_applicant', 'civil:data_steward', 'civil:@me', 'civil:dept_leader', 'civil:@boss'],
      principals: ['', '', '', 'boss', 'boss'],
    });
    expect(withPrincipals(own, [])).toBe(own);
  });

  test('decides the principal’s tasks unless either is barred, and manages nobody in the principal’s name', () => {
    const task = {
      state: 'open',
      processKey: 'conditional-share',
      asked: ['civil:dept_leader'],
      parties: ['civil:dept_leader'],
      keptFrom: [],
    } as const;
    expect(may(deputy, 'decide', 'Task', { ...task, barred: [] })).toBe(true);
    expect(may(deputy, 'decide', 'Task', { ...task, barred: ['me'] })).toBe(false);
    expect(may(deputy, 'decide', 'Task', { ...task, barred: ['boss'] })).toBe(false);
    const clerk = withPrincipals(actor('me', 'civil:dept_applicant'), [boss]);
    for (const subject of ['Appointment', 'Deputy', 'Phrase'] as const) expect(mayEver(clerk, 'edit', subject), subject).toBe(false);
    expect(may(clerk, 'read', 'Ledger', { organisationId: 'civil' })).toBe(true);
  });
});
