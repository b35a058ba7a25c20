/** The act of deciding, beside the form's answers. In a draft it stands among them under names no field can have. */
export type ActDraft = { outcome: string; opinion: string; basis: string };

/** What stands in the form and the decision bar, in the shape of a draft. */
export type Typed = Readonly<Record<string, unknown>>;

const KEYS = { outcome: '_outcome', opinion: '_opinion', basis: '_basis' } as const;

export function actIn(answers: Typed): ActDraft {
  const text = (key: string) => {
    const value = answers[key];
    return typeof value === 'string' ? value : '';
  };
  return { outcome: text(KEYS.outcome), opinion: text(KEYS.opinion), basis: text(KEYS.basis) };
}

export function withAct<Value>(answers: Readonly<Record<string, Value>>, act: ActDraft): Record<string, Value | string> {
  return { ...answers, [KEYS.outcome]: act.outcome, [KEYS.opinion]: act.opinion, [KEYS.basis]: act.basis };
}
