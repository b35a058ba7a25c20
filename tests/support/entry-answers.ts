import type { Answers, Row } from '#forms/answers.ts';

/** An item as a row of the form. */
export function itemRow(row: Row = {}): Row {
  return {
    name: '服务点名称',
    nameEn: 'pointName',
    dataType: 'C',
    length: 60,
    level: '1',
    shareType: 'unconditional',
    openType: 'unconditional',
    ...row,
  };
}

/** A sound new entry of a department: level 1, shared and open to everybody. */
export function entryAnswers(answers: Answers = {}): Answers {
  return {
    catalogueKind: 'department',
    category: '3/54/010/01312',
    keyField: '社会救助',
    contact: '信息科 0891-6320000',
    name: '社会救助服务点分布情况',
    abstract: '全市社会救助服务点的名称、地址和开放时间',
    resourceFormat: 'spreadsheet',
    sourceSystem: '社会救助系统',
    subjectType: 'object',
    updateCycle: 'yearly',
    legalBasis: '社会救助暂行办法',
    usageRequirements: '注明来源',
    shareType: 'unconditional',
    shareMethods: ['file_download'],
    shareTreatment: 'raw',
    openType: 'unconditional',
    leakRiskAssessment: '不涉及国家秘密、工作秘密',
    items: [itemRow(), itemRow({ name: '服务点地址', nameEn: 'pointAddress' })],
    ...answers,
  };
}
