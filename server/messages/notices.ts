import { chineseDate } from '#forms/answer-text.ts';
import type { NoticeKind } from '#server/domain/notices.ts';
import type { Language } from './language.ts';

/** What a notice says, on the screen and in what is sent: the same words, and no word of the application's content. */
export type NoticeWords = { readonly kind: NoticeKind; readonly detail: string; readonly taskName: string | null };

/** By kind and detail; `''` for a detail that has no words of its own. */
type Texts = {
  readonly title: Readonly<Record<NoticeKind, Readonly<Record<string, string>>>>;
  readonly todo: Readonly<Record<NoticeKind, Readonly<Record<string, string>>>>;
  readonly copied: Readonly<Record<string, string>>;
};

const zh: Texts = {
  title: {
    task_offered: { '': '新任务' },
    task_due: { half: '时限过半', eighty: '时限将至', '': '时限将至' },
    task_overdue: { overdue: '已超期', escalated: '超期两个工作日,已上报', '': '已超期' },
    supplement: { '': '需要补正材料' },
    reply: { agree: '答复:同意', partly: '答复:部分同意', refuse: '答复:不同意', '': '已有答复' },
    case_changed: {
      granted: '授权已生效',
      lapsed: '逾期未补正,视为撤回',
      withdrawn: '申请已撤回',
      not_shared: '不予共享,案件终止',
      extended: '答复时限已延长',
      '': '案件有变化',
    },
    grant_ends: { '60': '授权还有六十日到期', '30': '授权还有三十日到期', '7': '授权还有七日到期', '': '授权将到期' },
    copied: { '': '抄送' },
    urged: { '': '催办' },
  },
  todo: {
    task_offered: { '': '请在时限内办理。' },
    task_due: { '': '请抓紧办理。' },
    task_overdue: { escalated: '请督促办理。', '': '请立即办理或督促办理。' },
    supplement: { '': '请在时限内补正;逾期未补正的,视为撤回申请。' },
    reply: { refuse: '请查看理由和依据;有异议的,可按其中所列途径提出。', '': '请查看答复,并确认约定。' },
    case_changed: {
      granted: '可按授权使用。',
      lapsed: '如仍需数据,请重新申请。',
      withdrawn: '原任务不再需要办理。',
      not_shared: '请查看依据;有异议的,可提出争议。',
      '': '请查看案件。',
    },
    grant_ends: { '': '仍需使用的,请使用部门及时申请续期;不再使用的,到期后处置数据。' },
    copied: { '': '供知悉,无须办理。' },
    urged: { '': '请尽快办理。' },
  },
  copied: {
    reply: '答复已作出',
    extension: '答复时限延长',
    not_shared: '不予共享',
    grant_active: '授权生效',
    answer: '答复送达',
    review: '保密审查决定',
    doubt_confirmed: '疑义数据确有错误',
    grant_suspended: '授权暂停',
    grant_restored: '授权恢复',
    grant_terminated: '授权终止',
    grant_renewed: '授权续期',
    entry_withdrawn: '条目下架,正在使用的继续提供六个月',
    entry_updated: '条目更新,正在使用的请核对',
    returned_often: '三次退回,提请协调',
    overdue: '任务超期',
    escalated: '超期上报',
    copied: '同事抄送',
    unmanned: '无人可办',
  },
};

const en: Texts = {
  title: {
    task_offered: { '': 'New task' },
    task_due: { half: 'Half of the time is over', eighty: 'Due soon', '': 'Due soon' },
    task_overdue: { overdue: 'Overdue', escalated: 'Overdue for two working days', '': 'Overdue' },
    supplement: { '': 'A supplement is asked for' },
    reply: { agree: 'Reply: agreed', partly: 'Reply: agreed in part', refuse: 'Reply: not agreed', '': 'There is a reply' },
    case_changed: {
      granted: 'The grant is active',
      lapsed: 'Not supplemented in time: counts as withdrawn',
      withdrawn: 'The application was withdrawn',
      not_shared: 'Not shared: the case has ended',
      extended: 'More time for the reply',
      '': 'The case has changed',
    },
    grant_ends: {
      '60': 'The grant ends in sixty days',
      '30': 'The grant ends in thirty days',
      '7': 'The grant ends in seven days',
      '': 'The grant ends',
    },
    copied: { '': 'Copy' },
    urged: { '': 'Urged' },
  },
  todo: {
    task_offered: { '': 'Please decide it in time.' },
    task_due: { '': 'Please decide it soon.' },
    task_overdue: { escalated: 'Please see to it.', '': 'Please decide it now, or see to it.' },
    supplement: { '': 'Please supplement in time; otherwise the application counts as withdrawn.' },
    reply: {
      refuse: 'Please read the reason and its basis, and the remedies named there.',
      '': 'Please read the reply and confirm the terms.',
    },
    case_changed: {
      granted: 'The data may be used as granted.',
      lapsed: 'If the data are still needed, please apply again.',
      withdrawn: 'Nothing is left to do in it.',
      not_shared: 'Please read the basis; it can be disputed.',
      '': 'Please look at the case.',
    },
    grant_ends: {
      '': 'If the data are still needed, their user should ask for a renewal in time; otherwise they are disposed of when it ends.',
    },
    copied: { '': 'For your information; nothing to do.' },
    urged: { '': 'Please decide it as soon as you can.' },
  },
  copied: {
    reply: 'the reply was given',
    extension: 'more time for the reply',
    not_shared: 'not shared',
    grant_active: 'the grant is active',
    answer: 'the answer was delivered',
    review: 'a confidentiality decision',
    doubt_confirmed: 'doubtful data were wrong',
    grant_suspended: 'the grant is suspended',
    grant_restored: 'the grant is restored',
    grant_terminated: 'the grant has ended',
    grant_renewed: 'the grant is renewed',
    entry_withdrawn: 'entry withdrawn, supplied for six more months where it is in use',
    entry_updated: 'entry updated, please check what you use of it',
    returned_often: 'returned three times, to be coordinated',
    overdue: 'a task is overdue',
    escalated: 'overdue for two working days',
    copied: 'a colleague sent it',
    unmanned: 'nobody can act on a task',
  },
};

function textsOf(language: Language): Texts {
  return language === 'en' ? en : zh;
}

function wordsOf(texts: Readonly<Record<string, string>>, detail: string): string {
  return (Object.hasOwn(texts, detail) ? texts[detail] : texts['']) ?? '';
}

/** What happened, in one line: `新任务:提供部门答复`. */
export function noticeTitle({ kind, detail, taskName }: NoticeWords, language: Language): string {
  const what = wordsOf(textsOf(language).title[kind], detail);
  const of = kind === 'copied' ? copyReasonText(detail, language) : kind === 'supplement' ? '' : (taskName ?? '');
  return of === '' ? what : `${what}${language === 'en' ? ': ' : ':'}${of}`;
}

/** What to do about it. */
export function noticeTodo({ kind, detail }: NoticeWords, language: Language): string {
  return wordsOf(textsOf(language).todo[kind], detail);
}

/** Why a case was copied to somebody; '' for a code that this version has no word for. */
export function copyReasonText(code: string, language: Language): string {
  const { copied } = textsOf(language);
  return (Object.hasOwn(copied, code) ? copied[code] : undefined) ?? '';
}

type SentItem = {
  readonly title: string;
  readonly todo: string;
  readonly number: string;
  readonly caseTitle: string;
  readonly dueAt: string | null;
  readonly link: string;
};

const LETTER = {
  'zh-CN': { product: '共享开放平台', more: (n: number) => `${n} 条通知`, due: '办理时限:', settings: '通知设置:', between: ' · ' },
  en: { product: 'Sharing platform', more: (n: number) => `${n} notices`, due: 'Due: ', settings: 'Settings: ', between: ' · ' },
} as const;

/** One thing in the subject, or how many there are. */
export function letterSubject(items: readonly SentItem[], language: Language): string {
  const words = LETTER[language];
  const [only, ...others] = items;
  const what = only !== undefined && others.length === 0 ? `${only.title}${words.between}${only.number}` : words.more(items.length);
  return `[${words.product}] ${what}`;
}

/** Plain text: it can be read everywhere, and carries nothing that loads or runs. */
export function letterText(items: readonly SentItem[], settingsLink: string, language: Language): string {
  const words = LETTER[language];
  const paragraphs = items.map((item) =>
    [
      item.title,
      `${item.number} ${item.caseTitle}`,
      ...(item.dueAt === null ? [] : [`${words.due}${language === 'en' ? item.dueAt : chineseDate(item.dueAt)}`]),
      item.todo,
      item.link,
    ].join('\n'),
  );
  return [...paragraphs, `-- \n${words.settings}${settingsLink}`].join('\n\n').concat('\n');
}
