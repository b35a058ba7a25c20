export type TaskState = 'open' | 'decided' | 'cancelled';

/** The act of deciding: what the outcome registry may demand beside the form's answers. */
export type Act = {
  readonly outcome: string;
  /** '' when none is given */
  readonly opinion: string;
  readonly basis: string;
};
