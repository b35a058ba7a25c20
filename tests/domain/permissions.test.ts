import { describe, expect, test } from 'vitest';
import { codes } from '#app/lib/messages/zh-cn/codes.ts';
import { may, mayEver } from '#server/auth/ability.ts';
import type { Actor, Group, Role } from '#server/domain/actor.ts';
import { ROLES } from '#server/domain/actor.ts';
import { PERMISSIONS } from '#server/domain/permissions.ts';
import { PROCESSES } from '#processes/registry.ts';
import { requireDefinition } from '#processes/read-definition.ts';
import { isDecision } from '#server/domain/steps.ts';
import { shippedDrawing } from '../processes/drawings.ts';
import { permissionMatrix } from '#server/auth/permission-matrix.ts';

function actor(...groups: Group[]): Actor {
  return { accountId: 'me', name: '某人', organisationId: 'housing', organisationName: '市住建局', groups };
}
const steward = actor('civil:data_steward');
const applicant = actor('housing:dept_applicant');

const openTask = {
  state: 'open',
  asked: ['civil:data_steward'],
  processKey: 'conditional-share',
  barred: [],
  parties: ['civil:data_steward', 'housing:dept_applicant'],
  keptFrom: [],
} as const;
const ownCase = {
  state: 'submitted',
  processKey: 'conditional-share',
  filedBy: 'me',
  keptFrom: [],
  applicantId: 'housing',
  parties: ['housing:dept_applicant'],
} as const;

describe('the matrix as a document', () => {
  test('is written from the table and kept beside it (run with -u to write it anew)', async () => {
    await expect(permissionMatrix(codes.role)).toMatchFileSnapshot('../../server/domain/permissions.md');
  });
});

describe('who is asked for a task', () => {
  test('decides it while it is open', () => {
    expect(may(steward, 'decide', 'Task', openTask)).toBe(true);
    expect(may(steward, 'decide', 'Task', { ...openTask, state: 'decided' })).toBe(false);
    expect(may(steward, 'decide', 'Task', { ...openTask, state: 'cancelled' })).toBe(false);
  });

  test('does not decide it when separation of duties bars the person', () => {
    expect(may(steward, 'decide', 'Task', { ...openTask, barred: ['me'] })).toBe(false);
  });

  test("is a post and not a person's department: another post of the same department is not asked", () => {
    expect(may(actor('civil:dept_leader'), 'decide', 'Task', openTask)).toBe(false);
    expect(may(actor('housing:data_steward'), 'decide', 'Task', openTask)).toBe(false);
  });

  test('cannot be somebody without a part in approvals, even if a drawing names the post', () => {
    for (const role of ['flow_admin', 'flow_publisher', 'auditor', 'security_supervisor'] as const) {
      expect(may(actor(`bdb:${role}`), 'decide', 'Task', { ...openTask, asked: [`bdb:${role}`] }), role).toBe(false);
    }
  });
});

describe('a complaint', () => {
  const complaint = { ...ownCase, processKey: 'complaint', parties: [] } as const;
  test.each(['bureau_share_officer', 'bureau_leader'] as const)('is not shown to %s, who may be the one complained of', (role) => {
    expect(may(actor(`bdb:${role}`), 'read', 'Case', complaint)).toBe(false);
    expect(may(actor(`bdb:${role}`), 'read', 'Case', ownCase)).toBe(true);
  });
  test('is shown to no supervisor whose department or whose own decision it is about, nor in the posts of a deputy', () => {
    const supervisor = actor('bdb:security_supervisor');
    expect(may(supervisor, 'read', 'Case', { ...complaint, keptFrom: ['civil'], filedBy: 'somebody' })).toBe(true);
    for (const kept of ['bdb', 'me', 'housing']) {
      expect(may(supervisor, 'read', 'Case', { ...complaint, keptFrom: [kept], filedBy: 'somebody' }), kept).toBe(false);
      expect(may(supervisor, 'read', 'Task', { ...openTask, processKey: 'complaint', keptFrom: [kept] }), kept).toBe(false);
    }
    const principal = { accountId: 'boss', name: '某领导', groups: [], organisations: ['audit'] };
    const deputy = { ...supervisor, standsInFor: [principal] };
    for (const kept of ['boss', 'audit']) expect(may(deputy, 'read', 'Case', { ...complaint, keptFrom: [kept], filedBy: 'x' })).toBe(false);
  });
  test('is shown to whoever filed it, not to their colleagues', () => {
    expect(may(applicant, 'read', 'Case', complaint)).toBe(true);
    expect(may(applicant, 'read', 'Case', { ...complaint, filedBy: 'colleague' })).toBe(false);
  });
});

describe('a case', () => {
  test('is withdrawn by who filed it or by the steward of the department, while it runs', () => {
    const theirs = { ...ownCase, filedBy: 'colleague' };
    expect(may(applicant, 'withdraw', 'Case', ownCase)).toBe(true);
    expect(may(applicant, 'withdraw', 'Case', theirs)).toBe(false);
    expect(may(actor('housing:data_steward'), 'withdraw', 'Case', theirs)).toBe(true);
    expect(may(steward, 'withdraw', 'Case', theirs)).toBe(false);
    expect(may(applicant, 'withdraw', 'Case', { ...ownCase, state: 'granted' })).toBe(false);
  });

  test('is read by its parties, the bureau and the supervision; designers and outsiders see none', () => {
    const reads = (role: Role) => may(actor(`bdb:${role}`), 'read', 'Case', { ...ownCase, filedBy: 'somebody' });
    expect(ROLES.filter(reads)).toEqual(['bureau_share_officer', 'bureau_leader', 'security_supervisor', 'auditor']);
    expect(may(applicant, 'read', 'Case', ownCase)).toBe(true);
  });
});

describe('separation of duties in the table itself (DOMAIN §6)', () => {
  const actsOf = (role: Role) =>
    new Set(PERMISSIONS.filter((line) => line.roles === 'every' || line.roles.includes(role)).map((line) => line.act));

  test('designers and publishers of flows hold no part in approvals (SoD 5)', () => {
    expect([...actsOf('flow_publisher')]).toEqual(['read']);
    expect([...actsOf('flow_admin')]).toEqual(['read', 'edit']);
  });

  test('only who holds no part in approvals keeps the calendar, which everybody may read', () => {
    expect(ROLES.filter((role) => may(actor(`bdb:${role}`), 'edit', 'Calendar', {}))).toEqual(['flow_admin']);
    expect(ROLES.filter((role) => !may(actor(`bdb:${role}`), 'read', 'Calendar', {}))).toEqual([]);
  });

  test('platform operators are asked for no decision, only for the delivery (SoD 6)', async () => {
    const share = await requireDefinition(shippedDrawing('conditional-share'));
    const asked = share.steps.filter(({ candidateGroups }) => candidateGroups.includes(':platform_operator'));
    expect(asked.map(({ element }) => element)).toEqual(['provision']);
    for (const step of asked) expect(isDecision(step, 'share_application')).toBe(false);
  });

  test('outsiders read what is public, and what their own organisation has part in (SoD 14)', () => {
    const own = ['party', 'filer', 'candidate', 'consumer_organisation', 'applicant_organisation'];
    const lines = PERMISSIONS.filter((line) => line.roles === 'every' || line.roles.includes('external_applicant'));
    const wide = lines.filter(({ relation }) => !own.includes(relation));
    expect(wide.map(({ subject, act, states }) => [subject, act, states])).toEqual([
      ['Process', 'start', ['directional-open', 'complaint']],
      ['Entry', 'read', ['published']],
      ['Entry', 'apply_open', ['published']],
      ['PublicNotice', 'read', 'every'],
      ['Calendar', 'read', 'every'],
    ]);
  });

  test('auditors decide on complaints only; supervisors on misuse too, and say how an applicant keeps data safe (SoD 7, 8)', () => {
    const decides = (role: Role) =>
      PROCESSES.map(({ key }) => key).filter((processKey) =>
        may(actor(`bdb:${role}`), 'decide', 'Task', { ...openTask, processKey, asked: [`bdb:${role}`] }),
      );
    expect(decides('auditor')).toEqual(['complaint']);
    expect(decides('security_supervisor').toSorted()).toEqual(['complaint', 'directional-open', 'grant-suspension']);
    expect([...actsOf('auditor')]).toEqual(['read', 'decide']);
  });

  test('a supervisor is asked beside others only, where no single answer grants (SoD 8)', async () => {
    const open = await requireDefinition(shippedDrawing('directional-open'));
    const asked = open.steps.filter(({ candidateGroups }) => /:security_supervisor|relatedGroups/.test(candidateGroups));
    expect(asked.map(({ element, signing }) => [element, signing.rule])).toEqual([['open_related_review', 'all']]);
  });

  test('who starts a process in the table is who its definition names', () => {
    for (const { key, startRoles } of PROCESSES) {
      const starts = ROLES.filter((role) => may(actor(`bdb:${role}`), 'start', 'Process', { state: key }));
      expect(starts.toSorted(), key).toEqual([...startRoles].toSorted());
    }
  });

  test('only applicants of departments apply', () => {
    expect(ROLES.filter((role) => actsOf(role).has('apply'))).toEqual(['dept_applicant']);
  });

  test('whoever holds no appointment may do nothing at all', () => {
    const nobody = actor();
    for (const line of PERMISSIONS) expect(mayEver(nobody, line.act, line.subject)).toBe(false);
  });

  test('who searches the catalogue and applies neither compiles nor reviews it, and the other way round (requirement 28)', () => {
    const published = { state: 'published', providerId: 'housing' };
    const [compiler, reviewer] = [actor('housing:catalogue_compiler'), actor('housing:catalogue_reviewer')];
    for (const anybody of [applicant, compiler, reviewer]) expect(may(anybody, 'read', 'Entry', published)).toBe(true);
    expect(may(compiler, 'compile', 'Entry', published)).toBe(true);
    for (const other of [applicant, reviewer]) expect(may(other, 'compile', 'Entry', published)).toBe(false);
    for (const other of [compiler, reviewer]) expect(may(other, 'apply', 'Entry', published)).toBe(false);
  });

  test('what no line names is refused', () => {
    expect(may(applicant, 'retry', 'Case', ownCase)).toBe(false);
    expect(may(applicant, 'withdraw', 'Grant', { state: 'active', providerId: 'civil', consumerId: 'housing' })).toBe(false);
  });
});
