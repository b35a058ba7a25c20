import type { ProcessDefinition, Step } from '#processes/definition.ts';
import { dutyOf } from '#processes/duties.ts';
import type { DutyKey } from '#processes/duties.ts';
import type { AtDue } from './clocks.ts';

/** Where a step's clock starts and ends, as drawn; defaults to the step itself (flows.md). */
export type StepClock = {
  readonly limitKey: string;
  readonly from: string;
  readonly until: string;
  readonly atDue: AtDue;
};

export function stepOf(definition: ProcessDefinition, element: string): Step {
  const step = definition.steps.find((task) => task.element === element);
  if (!step) throw new Error(`${definition.key} has no step ${element}`);
  return step;
}

/** A limit lapses only where the drawing waits for it with `clock.expired`; everywhere else it becomes overdue and runs on. */
export function clockOf(definition: ProcessDefinition, step: Step): StepClock {
  const lapses = waitsFor(definition, step.element, 'clock.expired');
  return {
    limitKey: step.limit,
    from: step.limitFrom,
    until: step.limitUntil,
    atDue: lapses ? 'expired' : 'overdue',
  };
}

/** Does the drawing wait at this step for a message of that name? */
export function waitsFor(definition: ProcessDefinition, element: string, message: string): boolean {
  const here = definition.elements.filter((candidate) => candidate.attachedTo === element).map((candidate) => candidate.id);
  return definition.messages.some((event) => event.name === message && here.includes(event.element));
}

/** The clocks that a drawn element starts when it is passed (header `limitFrom` of the steps behind it). */
export function clocksFrom(definition: ProcessDefinition, element: string): StepClock[] {
  return definition.steps.filter((step) => step.limitFrom === element && step.element !== element).map((step) => clockOf(definition, step));
}

/** The steps that carry a duty of the law, whatever they are called in this release. */
export function stepsOfDuty(definition: ProcessDefinition, duty: DutyKey | null): string[] {
  if (duty === null) return [];
  return definition.steps.filter((step) => step.duty === duty).map((step) => step.element);
}

/** What a step's answers are: the application itself again, a supplement to it, or a decision on it. */
export function contentKindOf(step: Step, startForm: string): 'application' | 'supplement' | 'decision' {
  if (step.formKey === startForm) return 'application';
  return step.stops !== null && step.outcomes.every((outcome) => outcome === 'done') ? 'supplement' : 'decision';
}

/** Supplementing, revising, confirming, delivering and writing down another's answer are no decisions (SoD 1): nobody is barred from them. Grading is one. */
export function isDecision(step: Step, startForm: string): boolean {
  if (step.edits !== null) return true;
  if (step.duty !== null && dutyOf(step.duty).records) return false;
  return contentKindOf(step, startForm) === 'decision' && !step.outcomes.every((outcome) => outcome === 'confirm' || outcome === 'done');
}

/** Does the case end where its time to be answered at this step goes by? Elsewhere it goes on without the answer. */
export function endsWhenSilent(definition: ProcessDefinition, element: string): boolean {
  const silent = definition.messages.find(
    (event) =>
      event.name === 'clock.expired' && definition.elements.some(({ id, attachedTo }) => id === event.element && attachedTo === element),
  );
  const next = definition.flows.filter(({ from }) => from === silent?.element).map(({ to }) => to);
  return definition.elements.some(({ id, type }) => type === 'end' && next.includes(id));
}

/** A clock that stands still for a step runs again when nobody else is waited for. */
export function stillWaitedFor(definition: ProcessDefinition, step: Step, open: readonly string[]): boolean {
  return definition.steps.some((other) => other.element !== step.element && other.stops === step.stops && open.includes(other.element));
}
