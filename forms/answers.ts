/** What a person may answer. An empty answer is not there at all: no '', no null, no []. */
export type Row = { [key: string]: string | number | boolean | string[] };
export type Answer = string | number | boolean | string[] | Row[];
export type Answers = { [key: string]: Answer };

/**
 * May the reader of a form change a field, only read it, or not see it? By field key; '*' stands for the rest. A field of
 * list rows is `items.level`, the rest of them `items.*`; without either it goes with its list.
 */
export type Right = 'edit' | 'read' | 'hidden';
export type Rights = Readonly<Record<string, Right>>;

/** Facts of the case that conditions may read beside the answers. */
export type Known = Readonly<Partial<Record<KnownName, string | number | readonly string[]>>>;

/** The names of these facts; where a case does not say one of them, a condition that reads it cannot be told. */
export const knownNames = [
  'askedItems',
  'askedMethod',
  'askedQuota',
  'askedQuotaUnit',
  'askedFrom',
  'askedTo',
  'requested',
  'repliedOn',
  'screening',
  'releasable',
  'grantedQuota',
  'askedUrgent',
] as const;
export type KnownName = (typeof knownNames)[number];

/** What validation needs to know besides the answers. */
export type FormContext = {
  /** the city's date, ISO: 2026-11-23 */
  today: string;
  /** the outcome chosen for the step; conditions read it as `outcome` */
  outcome?: string | undefined;
  /**
   * The values a field may take here, by field key: the entry's item ids, the department's people, this person's
   * attachments. Narrows a field's own values; a field whose choices come from here only accepts nothing without it.
   */
  options?: Readonly<Record<string, readonly string[]>>;
  /** What the case says already, by `knownNames`: what was asked for, above all. */
  known?: Known | undefined;
  /** Without rights every field may be edited. */
  rights?: Rights;
  /** What is stored already: the answers to the fields that may not be edited here. */
  stored?: Answers;
};

/** One refused answer: a code of forms/messages.ts and what its text needs. */
export type FieldError = { code: string; params: Record<string, string | number> };
/** By path: `purpose`, `supplementList.0.text`; '' for the answers as a whole. */
export type FieldErrors = Record<string, FieldError>;
export type Validation = { ok: true; answers: Answers } | { ok: false; fields: FieldErrors };
