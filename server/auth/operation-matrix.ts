import { cell, CONSEQUENCES, OPERATIONS, RELATIONS } from '#server/domain/operations.ts';
import type { Consequence, Operation, Relation, Told } from '#server/domain/operations.ts';
import { reasonText } from '#server/messages/reasons.ts';

const OPERATION_NAMES: Readonly<Record<Operation, string>> = {
  decide: '办理(签署)',
  claim: '领取',
  release: '退回待领',
  transfer: '转办',
  delegate: '委派',
  recall: '收回委派',
  hand_back: '交回',
  add_signer: '加签',
  remove_signer: '减签',
  return: '退回',
  take_back: '取回',
  copy: '抄送',
  urge: '催办',
};

const RELATION_NAMES: Readonly<Record<Relation, string>> = {
  candidate: '承办岗位(尚无人领取)',
  holder: '经办人(已领取)',
  added: '加签人(轮到签署)',
  delegator: '经办人(已委派同事)',
  delegate: '受委派人',
  colleague: '同岗位同事(他人已领取)',
  waiting: '签署人(未轮到)',
  signed: '签署人(已签署)',
  head: '承办部门负责人',
  decider: '作出决定的人',
  past: '承办岗位(他人已办结)',
  applicant: '申请部门',
  barred: '须回避的人',
  reader: '其他可查看的人',
};

const ENGINE: Readonly<Record<Consequence['engine'], string>> = {
  nothing: '无',
  'job.complete': '环节的结论',
  'case.move': '移到另一环节',
};

const TOLD: Readonly<Record<Told, string>> = {
  asked: '转入、转出待办的人',
  copied: '被抄送的人',
  parties: '案件各方(答复送达前申请部门除外)',
  reminded: '现在的承办人',
};

const STATES = { open: '办理中', decided: '已办结', cancelled: '已取消' } as const;

/** The written regulation of the operations on a task: state by relation by operation, from the one table. */
export function operationMatrix(): string {
  const head = `| 与任务的关系 | ${OPERATIONS.map((operation) => OPERATION_NAMES[operation]).join(' | ')} |`;
  const rule = `| --- |${OPERATIONS.map(() => ' --- |').join('')}`;
  const notes: string[] = [];
  const mark = (state: keyof typeof STATES, relation: Relation, operation: Operation): string => {
    const why = cell(state, relation, operation);
    if (why === 'yes') return '可以';
    if (!notes.includes(why)) notes.push(why);
    return `注${notes.indexOf(why) + 1}`;
  };
  const tables = (['open', 'decided', 'cancelled'] as const).flatMap((state) => [
    `## ${STATES[state]}的任务`,
    '',
    head,
    rule,
    ...RELATIONS.map(
      (relation) => `| ${RELATION_NAMES[relation]} | ${OPERATIONS.map((operation) => mark(state, relation, operation)).join(' | ')} |`,
    ),
    '',
  ]);
  return [
    '# 任务操作表',
    '',
    '由 `operations.ts` 生成,测试比对,不手工修改。一人有几种关系的,有一种可以即可以;须回避的人一律不可以。',
    '',
    ...tables,
    '## 留下什么',
    '',
    '| 操作 | 事件 | 流程引擎看到 | 告知 | 如何撤销 |',
    '| --- | --- | --- | --- | --- |',
    ...OPERATIONS.map((operation) => {
      const { event, engine, told, undo } = CONSEQUENCES[operation];
      const events = event.map((type) => `\`${type}\``).join(' ');
      const who = told.map((one) => TOLD[one]).join('、');
      return `| ${OPERATION_NAMES[operation]} | ${events} | ${ENGINE[engine]} | ${who} | ${undo === null ? '不能撤销' : OPERATION_NAMES[undo]} |`;
    }),
    '',
    '## 注',
    '',
    ...notes.map((why, n) => `${n + 1}. ${reasonText(why, {}, 'zh-CN') ?? why}`),
    '',
  ].join('\n');
}
