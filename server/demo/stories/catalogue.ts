import type { Answers, Row } from '#forms/answers.ts';
import { decides, files, passes, rowsOf, step } from '../story.ts';
import type { Story } from '../story.ts';

const schoolDistricts: Answers = {
  contact: '基础教育科 0891-6320016',
  leakRiskAssessment: '招生范围每年公告,不涉及国家秘密、工作秘密',
  shareTreatment: 'raw',
};

/** ⑦ 学区划片 comes back from the line-by-line review. */
export const returnedEntry: Story = {
  key: '⑦',
  title: '教育局义务教育学区划片信息:逐条审核退回修改',
  began: 8,
  script: [
    files('edu-compiler', 'catalogue-review', { entryId: 'cat-057' }, schoolDistricts),
    passes(1),
    decides('edu-steward', 'grade', 'confirm', '全部为1级,无条件共享、无条件开放。'),
    passes(2),
    decides('edu-reviewer', 'line_review', 'return', '招生范围缺更新说明,退回补充。', {
      answers: ({ begun }) => ({
        verdicts: allPassBut(begun, 15, '招生范围每年调整,请写明何时更新、以哪一份公告为准'),
        shareProperty: 'reasonable',
        oneSource: 'none',
        corrections: [{ text: '请在“招生范围文字描述”中补充更新说明,并注明依据的公告' }],
      }),
    }),
  ],
  stands: { first: step('revise') },
  carriedOn: { by: 'edu-compiler', how: '补充更新说明后再送 edu-steward 定级' },
};

/** ⑧ 家庭人口与婚姻状况 would collect again what others hold: the bureau is asked who the source is. */
export const secondSource: Story = {
  key: '⑧',
  title: '住建局拟采集家庭人口与婚姻状况:一数一源检查未过,请市大数据局指定数源',
  began: 3,
  script: [
    files('housing-compiler', 'catalogue-review', { entryId: 'cat-058' }, ({ begun }) => ({
      items: withSources(begun),
      contact: '住房保障科 0891-6320207',
      resourceFormat: 'service_interface',
      shareCondition: '用于住房保障资格审核;逐户查询',
      shareTreatment: 'scoped',
      notOpenGround: 'personal_privacy',
      notOpenBasis: '《政府信息公开条例》第十五条',
      leakRiskAssessment: '未发现涉密内容',
      piAssessment: '含个人信息,已评估,按最小必要提供',
      designation: true,
    })),
    passes(1),
    decides('housing-steward', 'grade', 'confirm', '含身份号码,定为4级,有条件共享、不予开放。'),
  ],
  stands: { first: step('source_designation') },
  carriedOn: { by: 'bdb-catalogue', how: '指定数源部门,或退回改为共享申请' },
};

/** Every line passes but one; the items come after the thirteen elements of metadata. */
function allPassBut(begun: Answers, wrong: number, note: string): Row[] {
  return rowsOf(begun, 'verdicts').map((line, index) => {
    const revised = index === wrong;
    return { ...line, accuracy: 'pass', completeness: revised ? 'revise' : 'pass', compliance: 'pass', ...(revised ? { note } : {}) };
  });
}

/** Who is to be asked for what the population's register holds already. */
function withSources(begun: Answers): Row[] {
  return rowsOf(begun, 'items').map((item) =>
    ['公民身份号码', '姓名'].includes(String(item['name']))
      ? { ...item, sourceItem: String(item['itemId']).replace('cat-058', 'cat-001') }
      : item,
  );
}
