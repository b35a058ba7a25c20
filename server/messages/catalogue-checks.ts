import { CHECK_CODES } from '#server/domain/check-findings.ts';
import type { CheckCode } from '#server/domain/check-findings.ts';
import type { Language } from './language.ts';

/** What the automatic checks of an entry say; {{name}} stands for a value. They say what to do. */
const zh: Readonly<Record<CheckCode, string>> = {
  group_missing: '九类必填要素缺少“{{group}}”,请补充',
  category_code: '分类应为“类/项/目/细目”,例如 3/54/010/01312,请修改',
  category_kind: '分类的类(首位)与目录类别不一致:1 为基础、2 为主题、3 为部门,请修改',
  base_not_lead: '基础目录由牵头部门编制并维护,本部门不是这一基础库的牵头部门:请改为部门目录',
  theme_not_lead: '这一主题已有牵头部门,主题目录由牵头部门编制:请改为部门目录,或者与牵头部门商定',
  provider_code: '本部门的统一社会信用代码校验不通过,请联系市大数据局更正',
  name_is_system: '名称不得用系统名,请写明是什么数据',
  name_duplicate: '与本部门“{{name}}”重名(空格、标点和末尾数字不计),请改名,或者更新原条目',
  name_ends_in_digits: '名称不宜以数字结尾,不同年份请用更新周期表示',
  entry_under_change: '这个条目另有一件正在办理,办结后再提出',
  item_duplicate: '信息项“{{name}}”重复,请删除或者改名',
  item_unknown: '信息项标识不属于这个条目,请删除该行后重新添加',
  type_unknown: '数据类型不在类型表中,请选择',
  length_missing: '字符型、数值型须填写长度',
  level_missing: '请填写级别(1–4)',
  method_unfit: '共享方式与格式不符:文件类用文件下载,数据库用库表交换或者接口,服务接口用接口,请修改',
  method_odd: '有的共享方式与格式不太相符,请核对',
  subject_key_missing: '须有主体标识:请加入信息项“{{key}}”,并勾选“主体标识”',
  subject_key_length: '主体标识应为字符型、18位(含校验码),请修改',
  open_without_items: '条目开放而没有一个信息项开放,请核对开放模式',
  item_wider_than_entry: '信息项的开放模式不得宽于条目,请修改',
  ground_missing: '以开放为原则:不予开放的,请选择法定情形',
  clause_missing: '请写明法律法规名称或者条款',
  mask_missing: '信息项“{{name}}”为2级以上或者含个人信息、商业秘密,开放须有脱敏规则:请填写规则,或者改为不予开放',
  assessment_missing: '含个人信息的,请填写个人信息保护影响评估结论',
  contains_citizen_id: '目录文字中有身份证号码,请删除',
  source_conflict:
    '“{{name}}”的权威源是{{provider}}“{{entry}}”({{source}}):请取消“权威源”并引用该信息项;确应由本部门为源的,请勾选“申请主管部门指定数源部门”',
  source_reference: '“{{name}}”的权威源是{{provider}}“{{entry}}”:请在“引用的权威信息项”填 {{source}},或者删除本项',
  source_unknown: '没有权威信息项 {{item}},请核对',
};

const en: Readonly<Record<CheckCode, string>> = {
  group_missing: 'One of the nine mandatory groups is missing ({{group}}): fill it in',
  category_code: 'The class must be class/item/directory/sub, such as 3/54/010/01312',
  category_kind: 'The class and the kind of catalogue differ: 1 is base, 2 theme, 3 department',
  base_not_lead: 'Base entries are compiled by the lead department only: choose a department entry',
  theme_not_lead: 'This theme has a lead department already: choose a department entry',
  provider_code: "The department's credit code has a wrong check digit: ask the bureau to correct it",
  name_is_system: 'A system is no resource: say what data it is',
  name_duplicate: 'Your department has “{{name}}” already (spaces, points and last digits do not count): rename, or update that entry',
  name_ends_in_digits: 'A name should not end in digits: the update cycle says the year',
  entry_under_change: 'This entry is being changed in another case: wait for its end',
  item_duplicate: 'The item “{{name}}” is there twice: delete or rename it',
  item_unknown: 'This item is not of this entry: delete the row and add it anew',
  type_unknown: 'This data type is not in the list: choose one',
  length_missing: 'Characters and numbers need a length',
  level_missing: 'Give a level (1 to 4)',
  method_unfit: 'The ways of sharing do not fit the format: files are downloaded, databases exchanged or queried, interfaces queried',
  method_odd: 'Some of the ways of sharing hardly fit the format: check them',
  subject_key_missing: 'The subject has no key: add the item “{{key}}” and mark it as subject key',
  subject_key_length: 'The subject key must be characters of length 18, check digit included',
  open_without_items: 'The entry is open and none of its items is: check it',
  item_wider_than_entry: 'An item cannot be more open than its entry',
  ground_missing: 'Open is the default: choose the legal ground for not opening',
  clause_missing: 'Name the law or clause',
  mask_missing: 'The item “{{name}}” is of level 2 or more, personal or a trade secret: give a mask rule, or do not open it',
  assessment_missing: 'Personal information needs the conclusion of the impact assessment',
  contains_citizen_id: "There is somebody's identity number in the text: delete it",
  source_conflict:
    'The source of “{{name}}” is {{provider}}, “{{entry}}” ({{source}}): refer to it, or ask the bureau to designate the source',
  source_reference: 'The source of “{{name}}” is {{provider}}, “{{entry}}”: refer to {{source}}, or leave the item out',
  source_unknown: 'There is no authoritative item {{item}}: check it',
};

/** The sentence of a check in the reader's language; undefined for any other code. */
export function checkSentence(code: string, language: Language): string | undefined {
  const known = CHECK_CODES.find((name) => name === code);
  return known === undefined ? undefined : (language === 'en' ? en : zh)[known];
}
