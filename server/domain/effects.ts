/** An effect as the engine asks for it: the drawing's service task in one case. */
export type EffectOf = { readonly caseId: string; readonly run: number; readonly element: string };

/** Done now or before: an effect is once per case and thing, however often it is asked for. */
export type EffectDone = { readonly done: true };
