import type { DutyKey } from '#processes/duties.ts';
import type { EffectKey } from '#processes/effects.ts';
import type { OutcomeKey } from '#processes/outcomes.ts';

export type ElementType =
  | 'start'
  | 'end'
  | 'catch'
  | 'boundary'
  | 'user_task'
  | 'service_task'
  | 'call_activity'
  | 'exclusive_gateway'
  | 'parallel_gateway'
  | 'inclusive_gateway'
  | 'event_gateway'
  | 'event_subprocess';
export type EventKind = 'none' | 'message' | 'timer' | 'error' | 'terminate';

/**
 * A flow node. `event` is set for events only; `parent` is the event subprocess that it lies in;
 * `attachedTo` the step of a boundary event; `call` the call activity whose process it belongs to, once calls are expanded; `interrupting` whether a boundary event ends its step,
 * or the start of an event subprocess the case; `lane` the name of the lane that it is drawn in.
 */
export type FlowElement = {
  id: string;
  name: string;
  type: ElementType;
  event: EventKind | null;
  parent: string | null;
  attachedTo: string | null;
  interrupting: boolean;
  lane: string | null;
  call: string | null;
};

/** How many of a step's signers must sign. */
export type Signing = { rule: 'any' } | { rule: 'all' } | { rule: 'sequential' } | { rule: 'ratio'; of: number; outOf: number };

/**
 * A user task. `candidateGroups` is FEEL with its leading `=`; the clock `limit` runs from reaching `limitFrom`
 * to leaving `limitUntil` (the step itself unless drawn otherwise); `stops` is a limit that stands still
 * while this step is open and starts anew once it is decided. `edits`: the only fields of its form that may be changed
 * here (`shareType`, `items.level`), null where all may.
 */
export type Step = {
  element: string;
  name: string;
  candidateGroups: string;
  formKey: string;
  limit: string;
  limitFrom: string;
  limitUntil: string;
  stops: string | null;
  signing: Signing;
  /** Whoever approved the same content just before is not asked again here. */
  skipsSameApprover: boolean;
  edits: string[] | null;
  outcomes: OutcomeKey[];
  duty: DutyKey | null;
};

export type ServiceTask = { element: string; name: string; jobType: EffectKey };

/** An event that waits for a message; `correlationKey` is FEEL, null for the start of a case. */
export type MessageEvent = { element: string; name: string; correlationKey: string | null };

/** `condition` is FEEL with its leading `=`. */
export type SequenceFlow = {
  id: string;
  name: string | null;
  from: string;
  to: string;
  condition: string | null;
  isDefault: boolean;
};

export type CallActivity = { element: string; name: string; processKey: string };

/** A drawing as plain data. Lists stand in the order of the file. */
export type ProcessDefinition = {
  key: string;
  title: string;
  startMessage: string;
  elements: FlowElement[];
  steps: Step[];
  serviceTasks: ServiceTask[];
  messages: MessageEvent[];
  flows: SequenceFlow[];
  calls: CallActivity[];
};
