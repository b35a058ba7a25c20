/** What the checks say about a drawing: every rule with its sentence for people. `{detail}` is filled in. */
const SENTENCES = {
  xml_too_large: {
    zh: '文件过大({detail} 个字符),不能读取',
    en: 'The file is too large to be read ({detail} characters)',
  },
  xml_doctype: {
    zh: '文件含有 DOCTYPE 或实体声明,不予读取',
    en: 'The file declares a DOCTYPE or entities and is not read',
  },
  xml_broken: { zh: '文件不是完整的 BPMN:{detail}', en: 'The file is not well-formed BPMN: {detail}' },
  process_not_single: {
    zh: '一个文件只能有一个流程,现有 {detail} 个',
    en: 'A file holds exactly one process, this one {detail}',
  },
  process_key_invalid: {
    zh: '流程标识“{detail}”应由小写字母、数字和连字符组成',
    en: 'The process id "{detail}" must be kebab-case',
  },
  process_not_executable: { zh: '流程未设为可执行', en: 'The process is not marked executable' },
  start_missing: { zh: '流程缺少消息启动事件', en: 'The process has no message start event' },
  start_ambiguous: { zh: '流程只能有一个消息启动事件', en: 'The process has more than one message start event' },
  start_message_misnamed: { zh: '启动消息应命名为“{detail}”', en: 'The start message must be named "{detail}"' },
  id_duplicate: { zh: '标识“{detail}”重复', en: 'The id "{detail}" is used twice' },
  id_not_snake_case: { zh: '标识“{detail}”应由小写字母、数字和下划线组成', en: 'The id "{detail}" must be snake_case' },
  reference_unresolved: { zh: '引用的“{detail}”不存在', en: 'The element refers to "{detail}", which does not exist' },
  element_unsupported: { zh: '不支持的元素类型:{detail}', en: 'Unsupported element type: {detail}' },
  name_missing: { zh: '缺少名称', en: 'The element has no name' },
  role_missing: { zh: '步骤没有办理角色', en: 'The step names no role' },
  role_invalid: {
    zh: '办理角色不是有效的 FEEL 表达式:{detail}',
    en: 'The roles are no valid FEEL expression: {detail}',
  },
  form_missing: { zh: '步骤没有表单', en: 'The step names no form' },
  form_unknown: { zh: '表单“{detail}”不存在', en: 'There is no form "{detail}"' },
  limit_missing: { zh: '步骤没有办理时限', en: 'The step names no time limit' },
  limit_unknown: { zh: '时限“{detail}”不在时限表中', en: 'There is no time limit "{detail}"' },
  limit_element_unknown: {
    zh: '时限起止所指的环节“{detail}”不存在',
    en: 'The time limit refers to the element "{detail}", which does not exist',
  },
  outcomes_missing: { zh: '步骤没有可选结论', en: 'The step names no outcomes' },
  outcome_unknown: { zh: '结论“{detail}”不在结论登记表中', en: 'There is no outcome "{detail}"' },
  outcome_unhandled: { zh: '结论“{detail}”之后没有去向', en: 'Nothing follows the outcome "{detail}"' },
  duty_unknown: { zh: '职责“{detail}”不在职责登记表中', en: 'There is no duty "{detail}"' },
  same_approver_invalid: {
    zh: '“同一人不重复审批”只能写 skip,且只用于一人签署、不承担法定职责的步骤,不能写“{detail}”',
    en: 'sameApprover may only be skip, at a step that one person signs and that fulfils no duty, not "{detail}"',
  },
  signing_invalid: { zh: '签署规则“{detail}”无效', en: 'The signing rule "{detail}" is invalid' },
  header_unknown: { zh: '未知的步骤设置“{detail}”', en: 'Unknown step setting "{detail}"' },
  effect_missing: { zh: '自动环节没有指定作用', en: 'The service task names no effect' },
  effect_unknown: { zh: '作用“{detail}”不在作用登记表中', en: 'There is no effect "{detail}"' },
  message_missing: { zh: '消息事件没有指定消息', en: 'The message event names no message' },
  correlation_missing: { zh: '消息“{detail}”没有关联键', en: 'The message "{detail}" has no correlation key' },
  correlation_invalid: {
    zh: '关联键不是有效的 FEEL 表达式:{detail}',
    en: 'The correlation key is no valid FEEL expression: {detail}',
  },
  call_unknown: { zh: '调用的流程“{detail}”不存在', en: 'There is no process "{detail}" to call' },
  call_missing: { zh: '调用环节没有指定流程', en: 'The call activity names no process' },
  branch_without_condition: {
    zh: '分支“{detail}”既无条件,也不是默认分支',
    en: 'The branch "{detail}" has no condition and is not the default',
  },
  condition_misplaced: {
    zh: '只有从排他或包容网关出发的连线可以带条件:{detail}',
    en: 'Only a branch of an exclusive or inclusive gateway can have a condition: {detail}',
  },
  condition_invalid: {
    zh: '条件不是有效的 FEEL 表达式:{detail}',
    en: 'The condition is no valid FEEL expression: {detail}',
  },
  variable_unknown: {
    zh: '表达式引用了未知的变量“{detail}”',
    en: 'The expression refers to the unknown variable "{detail}"',
  },
  condition_outcome_unknown: {
    zh: '条件所用的结论不属于该步骤:{detail}',
    en: 'The condition asks for an outcome that the step does not have: {detail}',
  },
} as const;

export type FindingRule = keyof typeof SENTENCES;

export const FINDING_RULES = Object.freeze(Object.keys(SENTENCES));

/** `element` is the BPMN id concerned, null for the drawing as a whole; `detail` the offending value. */
export type Finding = { element: string | null; rule: FindingRule; detail: string; message: string };

/** A finding with its Chinese sentence. */
export function finding(rule: FindingRule, element: string | null, detail = ''): Finding {
  return { element, rule, detail, message: sentence(rule, detail, 'zh') };
}

/** The sentence of a rule in the reader's language. */
export function sentence(rule: FindingRule, detail: string, language: 'zh' | 'en'): string {
  return SENTENCES[rule][language].replace('{detail}', () => detail);
}
