import type { Answers, Answer } from '#forms/answers.ts';
import { decides, files, passes, state, step } from '../story.ts';
import type { Moment, Passing, Scene } from '../story.ts';

export type Wish = {
  readonly entryId: string;
  /** The last digits of the items' ids. */
  readonly items: readonly string[];
  readonly method: 'verify_api' | 'query_api';
  readonly dutyBasis: string;
  readonly purpose: string;
  readonly scenario: string;
  readonly scope: string;
  readonly perMonth: number;
  readonly days: number;
  readonly piImpact?: string;
};

export function itemsOf(entryId: string, items: readonly string[]): string[] {
  return items.map((item) => `${entryId}-${item}`);
}

/** What an applicant writes, to be used for so many days from the day of writing. */
export function applies(who: string, wish: Wish, about?: string): Scene {
  return files(who, 'conditional-share', { entryId: wish.entryId }, application(wish), about === undefined ? {} : { about });
}

function application(wish: Wish): (moment: Moment) => Answers {
  const { entryId, items, method, dutyBasis, purpose, scenario, scope, perMonth, days, piImpact } = wish;
  return ({ day }) => ({
    itemIds: itemsOf(entryId, items),
    method,
    dutyBasis,
    purpose,
    scenario,
    scope,
    frequency: perMonth,
    frequencyUnit: 'per_month',
    validFrom: day(1),
    validTo: day(days),
    piImpact: piImpact ?? '逐人核验,仅返回结果,不留存明细;影响轻微,已采取权限控制与全程留痕',
    commitment: true,
  });
}

/** Inside the department and at the bureau: to the provider's desk. */
export function toProvider(department: string, about?: string): (Scene | Passing)[] {
  const of = about === undefined ? {} : { about };
  return [
    decides(`${department}-steward`, 'internal_consent', 'agree', '确为履职所需,申请范围与用途相符,同意申请。', {
      ...of,
      answers: { necessity: 'yes', responsiblePerson: `${department}-applicant` },
    }),
    passes(1),
    decides('bdb-exchange', 'formal_check', 'pass', '材料齐全,提供部门正确,转提供部门答复。', {
      ...of,
      answers: { complete: 'yes', rightProvider: 'yes' },
    }),
  ];
}

export type Granted = {
  readonly items: readonly string[];
  readonly entryId: string;
  readonly method: 'verify_api' | 'query_api';
  readonly perMonth: number;
  readonly days: number;
  readonly rowFilter?: string;
};

/** What the provider grants, in the words of its form. */
export function grants({ entryId, items, method, perMonth, days, rowFilter }: Granted): (moment: Moment) => Answers {
  return ({ day }) => ({
    approvedItems: itemsOf(entryId, items),
    approvedMethod: method,
    treatment: 'scoped',
    rowFilter: rowFilter ?? '仅限已受理业务的当事人',
    quota: perMonth,
    quotaUnit: 'per_month',
    validTo: day(days),
  });
}

/** Level 3 and above: the provider's confidentiality reviewer; at level 4 its leader too. */
export function signed(provider: string, granted: Granted): (Scene | Passing)[] {
  const reviewed: Answer = itemsOf(granted.entryId, granted.items);
  return [
    passes(1),
    decides(`${provider}-secrecy`, 'confidentiality_opinion', 'agree', '不涉及国家秘密、工作秘密,按最小必要提供,风险可控。', {
      answers: { reviewedItems: reviewed, secretFinding: 'none', aggregationRisk: 'low', measures: '仅返回核验结果,接口限频并全程留痕' },
    }),
    passes(1),
    decides(`${provider}-leader`, 'leader_approval', 'agree', '同意。'),
  ];
}

/** Both sides accept the terms. */
export function agreed(applicant: string, provider: string): (Scene | Passing)[] {
  return [
    passes(1),
    decides(`${provider}-steward`, 'terms_provider', 'confirm', '约定内容与答复一致。', {
      answers: { accepted: true },
      then: step('terms_applicant'),
    }),
    passes(1),
    decides(`${applicant}-steward`, 'terms_applicant', 'confirm', '已阅知,按约定使用,到期处置。', { answers: { accepted: true } }),
  ];
}

/** The platform delivers, and the grant is in force. */
export function delivered(method: 'verify_api' | 'query_api'): (Scene | Passing)[] {
  return [
    passes(3),
    decides('bdb-ops', 'provision', 'done', '接口已开通并联调通过。', {
      answers: ({ minute }) => ({
        method,
        deliveredAt: minute,
        receipt: '已在共享平台开通接口,凭证当面交付,双方确认',
        tested: '测试调用 20 次,全部成功',
      }),
      then: state('granted'),
    }),
  ];
}
