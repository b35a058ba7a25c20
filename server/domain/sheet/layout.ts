import { answerFields, isList } from '#forms/components.ts';
import type { InputField } from '#forms/document.ts';
import type { FormSchema } from '#forms/schema.ts';

/** A column of the sheet in which entries are compiled: the field of the form `catalogue_entry` that it fills. */
export type Column = {
  readonly heading: string;
  readonly key: string;
  /** Said once for each entry, or in each row: a row is an information item. */
  readonly of: 'entry' | 'item';
  readonly width: number;
};

/** Rows that are so numbered are examples, and no entries. */
export const EXAMPLE_MARK = '示例';
export const NUMBER_HEADING = '序号';
/** In a list of errors; whoever hands that file in again need not take it out. */
export const ERROR_HEADING = '错误和处理办法';
export const NAME_HEADING = '信息资源名称';

const entry = (heading: string, key: string, width = 14): Column => ({ heading, key, of: 'entry', width });
const item = (heading: string, key: string, width = 14): Column => ({ heading, key, of: 'item', width });

/** The one table of what stands where; the order is that of the template, a file may have any. */
export const COLUMNS: readonly Column[] = [
  entry(NAME_HEADING, 'name', 28),
  entry('目录类别', 'catalogueKind'),
  entry('信息资源分类', 'category', 18),
  entry('重点领域', 'keyField'),
  entry('责任处室和联系电话', 'contact', 24),
  entry('信息资源摘要', 'abstract', 32),
  entry('信息资源格式', 'resourceFormat'),
  entry('格式明细', 'formatDetail'),
  entry('来源系统', 'sourceSystem', 18),
  entry('数据主体', 'subjectType'),
  entry('更新周期', 'updateCycle'),
  entry('数据量(条)', 'rowEstimate'),
  entry('法定职责依据', 'legalBasis', 24),
  entry('使用要求', 'usageRequirements', 20),
  entry('关联资源代码', 'relatedCodes'),
  entry('共享类型', 'shareType'),
  entry('共享条件', 'shareCondition', 20),
  entry('不予共享依据', 'notSharedBasis', 20),
  entry('共享方式', 'shareMethods', 22),
  entry('共享处理', 'shareTreatment', 18),
  entry('开放模式', 'openType', 18),
  entry('开放条件', 'openCondition', 20),
  entry('不予开放的情形', 'notOpenGround', 22),
  entry('不予开放依据', 'notOpenBasis', 24),
  entry('保密风险评估结论', 'leakRiskAssessment', 24),
  entry('个人信息保护影响评估结论', 'piAssessment', 24),
  entry('申请指定数源部门', 'designation'),
  item('信息项名称', 'name', 20),
  item('信息项英文名', 'nameEn', 18),
  item('数据类型', 'dataType'),
  item('长度', 'length', 8),
  item('级别', 'level', 8),
  item('标识', 'flags', 20),
  item('脱敏规则', 'maskRule'),
  item('信息项共享类型', 'shareType', 16),
  item('信息项开放模式', 'openType', 18),
  item('引用的权威信息项', 'sourceItem', 18),
];

/** What the template shows; it passes every check for a department that has nothing of the kind. */
export const EXAMPLE: Readonly<Record<string, string>> = {
  信息资源名称: '社会救助服务点分布情况',
  目录类别: '部门目录',
  信息资源分类: '3/54/010/01312',
  重点领域: '社会救助',
  责任处室和联系电话: '信息科 0891-6320000',
  信息资源摘要: '全市社会救助服务点的名称、地址和开放时间',
  信息资源格式: '电子表格',
  来源系统: '社会救助业务办理系统',
  数据主体: '其他',
  更新周期: '每年',
  '数据量(条)': '120',
  法定职责依据: '社会救助暂行办法第四条',
  使用要求: '使用时注明来源',
  共享类型: '无条件共享',
  共享方式: '文件批量下载',
  共享处理: '原样',
  开放模式: '无条件开放',
  保密风险评估结论: '不涉及国家秘密、工作秘密',
  信息项名称: '服务点名称',
  信息项英文名: 'pointName',
  数据类型: '字符型',
  长度: '60',
  级别: '1级',
  信息项共享类型: '无条件共享',
  信息项开放模式: '无条件开放',
};

/** The field of the form behind each column. */
export function fieldOf(schema: FormSchema, { key, of }: Pick<Column, 'key' | 'of'>): InputField {
  const fields = answerFields(schema).flatMap((field): InputField[] => {
    if (field.type === 'expression') return [];
    if (isList(field)) return of === 'item' && field.path === 'items' ? field.components : [];
    return of === 'entry' ? [field] : [];
  });
  const field = fields.find((one) => one.key === key);
  if (!field) throw new Error(`the form has no field ${key}`);
  return field;
}

/** Must a file have this column? Those of which some entries have no need may be left out. */
export function isRequired(field: InputField): boolean {
  return field.type !== 'checkbox' && field.validate !== undefined && 'required' in field.validate && field.validate.required === true;
}
