import type { Answers, Row } from '#forms/answers.ts';
import type { ProcessKey } from '#processes/registry.ts';
import type { Day } from '#server/domain/calendar.ts';
import type { CaseState } from '#server/domain/cases.ts';

/** What a scene may know when it is played. */
export type Moment = {
  /** What the form begins with on its screen. */
  readonly begun: Answers;
  /** The day so many days after the scene's own. */
  readonly day: (after: number) => Day;
  readonly minute: string;
  /** The grant that a case of this story has ended in. */
  readonly grantOf: (about: string) => string;
  /** The number of a case of this story. */
  readonly numberOf: (about: string) => string;
};
export type Told = Answers | ((moment: Moment) => Answers);

/** What must be so before the story goes on. */
export type Need =
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'state'; readonly state: CaseState }
  | { readonly kind: 'event'; readonly event: string };

export type Act =
  /** `names` say what it is about: an entry, a grant, or nothing. */
  | { readonly kind: 'file'; readonly process: ProcessKey; readonly names: Told; readonly answers: Told }
  | {
      readonly kind: 'decide';
      readonly step: string;
      readonly outcome: string;
      readonly opinion: string;
      readonly basis: string;
      readonly answers: Told;
    }
  | { readonly kind: 'extension'; readonly step: string; readonly days: number; readonly reason: string }
  | { readonly kind: 'urge' }
  | { readonly kind: 'withdraw'; readonly reason: string };

/** One person does one thing. `about` names the case within its story. */
export type Scene = {
  readonly about: string;
  readonly who: string;
  readonly act: Act;
  /** Of the same case, once the engine has followed. */
  readonly then: Need | null;
};
export type Passing = { readonly workingDays: number };

export type Story = {
  readonly key: string;
  readonly title: string;
  /** How many working days before the demo is loaded it began. */
  readonly began: number;
  readonly script: readonly (Scene | Passing)[];
  /** Where each of its cases stands at the end. */
  readonly stands: Readonly<Record<string, Need>>;
  readonly carriedOn: { readonly by: string; readonly how: string };
};

type Extra = { readonly answers?: Told; readonly basis?: string; readonly about?: string; readonly then?: Need };

const FIRST = 'first';

/** Somebody files a case about an entry or a grant, or about neither. */
export function files(
  who: string,
  process: ProcessKey,
  names: Told,
  answers: Told,
  { about = FIRST, then }: Pick<Extra, 'about' | 'then'> = {},
): Scene {
  return { about, who, act: { kind: 'file', process, names, answers }, then: then ?? null };
}

/** Somebody who is asked decides a step. */
export function decides(who: string, step: string, outcome: string, opinion: string, extra: Extra = {}): Scene {
  const { answers = {}, basis = '', about = FIRST, then } = extra;
  return { about, who, act: { kind: 'decide', step, outcome, opinion, basis, answers }, then: then ?? null };
}

/** Whoever is asked needs more time. */
export function asksForTime(who: string, step: string, days: number, reason: string, about = FIRST): Scene {
  return { about, who, act: { kind: 'extension', step, days, reason }, then: null };
}

export function urges(who: string, about = FIRST): Scene {
  return { about, who, act: { kind: 'urge' }, then: null };
}

export function withdraws(who: string, reason: string, about = FIRST): Scene {
  return { about, who, act: { kind: 'withdraw', reason }, then: state('withdrawn') };
}

/** Working days pass; what people do without one in between is done on the same day. */
export function passes(workingDays: number): Passing {
  return { workingDays };
}

export function step(element: string): Need {
  return { kind: 'step', step: element };
}

export function state(reached: CaseState): Need {
  return { kind: 'state', state: reached };
}

export function event(type: string): Need {
  return { kind: 'event', event: type };
}

/** The rows of a list in answers. */
export function rowsOf(answers: Answers, key: string): Row[] {
  const list = answers[key];
  return Array.isArray(list) ? list.flatMap((row) => (typeof row === 'object' ? [row] : [])) : [];
}
