import { PROCESSES } from '#processes/registry.ts';
import { ROLES } from '#server/domain/actor.ts';
import type { Role } from '#server/domain/actor.ts';
import { PERMISSIONS } from '#server/domain/permissions.ts';
import type { Act, Permission, Relation, SubjectName } from '#server/domain/permissions.ts';

const SUBJECTS: Readonly<Record<SubjectName, string>> = {
  Entry: '目录条目',
  Case: '事项',
  Task: '任务',
  Grant: '授权',
  Operations: '运行情况',
  Calendar: '工作日历',
  Process: '流程',
  Appointment: '任职',
  Deputy: '代理',
  Phrase: '部门常用语',
  Ledger: '责任台账',
  Review: '保密审查决定',
  PublicNotice: '开放公示',
};
const ACTS: Readonly<Record<Act, string>> = {
  read: '查看',
  apply: '申请共享',
  compile: '编制、更新',
  delist: '申请下架',
  apply_open: '申请定向开放',
  claim: '领取密钥',
  withdraw: '撤回',
  decide: '办理',
  request_extension: '申请延期',
  retry: '重试',
  edit: '修改',
  start: '发起',
  dispute: '提出校核',
  contest: '提出争议',
  renew: '申请续期',
  suspend: '暂停',
  submit_review: '送保密审查',
};
const RELATIONS: Readonly<Record<Relation, string>> = {
  any: '全部',
  party: '本岗位为参与方',
  filer: '本人提出',
  applicant_organisation: '本部门提出',
  candidate: '本岗位为承办方且无须回避',
  provider_organisation: '本部门提供',
  consumer_organisation: '本部门使用',
  own_organisation: '本部门',
};

/**
 * The written regulation of who may do what (plan requirement 81): role by state by act, from the one table.
 * `names`: what people call the roles.
 */
export function permissionMatrix(names: Readonly<Record<Role, string>>): string {
  const held = ROLES.filter((role) => PERMISSIONS.some((line) => holds(line, role)));
  const rest = ROLES.filter((role) => !held.includes(role));
  return [
    '# 权限矩阵',
    '',
    '由 `permissions.ts` 生成,测试比对,不手工修改。没有写明的一律不允许。',
    '',
    ...held.flatMap((role) => [
      `## ${names[role]}(\`${role}\`)`,
      '',
      '| 对象 | 操作 | 状态 | 范围 |',
      '| --- | --- | --- | --- |',
      ...PERMISSIONS.filter((line) => holds(line, role)).map(row),
      '',
    ]),
    '## 尚无权限的岗位',
    '',
    ...rest.map((role) => `- ${names[role]}(\`${role}\`)`),
    '',
  ].join('\n');
}

function processesOf({ processes }: Permission): string {
  if (processes === undefined) return '';
  const others = PROCESSES.map(({ key }) => key).filter((key) => !processes.includes(key));
  const named = (keys: readonly string[]) => keys.map((key) => `\`${key}\``).join('、');
  return others.length < processes.length ? `(${named(others)} 除外)` : `(限 ${named(processes)})`;
}

function holds(line: Permission, role: Role): boolean {
  return line.roles === 'every' || line.roles.includes(role);
}

function row(line: Permission): string {
  const states = line.states === 'every' ? '全部' : line.states.map((state) => `\`${state}\``).join(' ');
  return `| ${SUBJECTS[line.subject]} | ${ACTS[line.act]} | ${states} | ${RELATIONS[line.relation]}${processesOf(line)}${line.unconcerned ? ',被投诉的除外' : ''} |`;
}
