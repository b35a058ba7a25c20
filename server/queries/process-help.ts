import type { ProcessDefinition, Signing, Step } from '#processes/definition.ts';
import type { OutcomeKey } from '#processes/outcomes.ts';
import { helpText } from '#processes/help.ts';
import type { HelpText } from '#processes/help.ts';
import { isProcessKey, PROCESSES } from '#processes/registry.ts';
import { answerFields, isRequired, labelOf } from '#forms/components.ts';
import { formOf, releaseForNewCase } from '#server/db/reference.ts';
import type { Release } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import { rolesOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { deadlineInForce } from '#server/domain/deadlines.ts';
import type { Deadline } from '#server/domain/deadlines.ts';
import { isReply } from '#server/domain/duties.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import type { Language } from '#server/messages/language.ts';

export type HelpStep = {
  readonly element: string;
  readonly name: string;
  /** The posts that the drawing asks; none where the case itself names them. */
  readonly roles: readonly string[];
  readonly signing: Signing['rule'];
  readonly limit: Deadline | null;
  readonly outcomes: readonly OutcomeKey[];
};

export type ProcessHelp = HelpText & {
  readonly key: string;
  readonly title: string;
  readonly startRoles: readonly string[];
  readonly steps: readonly HelpStep[];
  /** What the form that starts it asks for. */
  readonly asked: readonly { readonly label: string; readonly required: boolean; readonly file: boolean }[];
  /** The drawing; null for whoever looks from outside. */
  readonly diagram: string | null;
};

export type HelpIndex = { readonly processes: readonly { readonly key: string; readonly title: string; readonly purpose: string }[] };

/** Which processes there are and what each is for; somebody outside reads of those that they may start. */
export function helpIndex(db: Db, actor: Actor, { language }: { readonly language: Language }): Promise<HelpIndex> {
  const processes = PROCESSES.flatMap(({ key }) => {
    const release = releaseFor(db, actor, key);
    return release ? [{ key, title: release.definition.title, purpose: helpText(key, language).purpose }] : [];
  });
  return Promise.resolve({ processes });
}

/** All about one process: its own words, and what drawing, form and deadlines of today's release say. */
export function processHelp(
  db: Db,
  actor: Actor,
  input: { readonly process: string; readonly language: Language },
): Promise<ProcessHelp | Refusal> {
  const release = isProcessKey(input.process) ? releaseFor(db, actor, input.process) : undefined;
  if (!release) return Promise.resolve(refuse('not_found', { reason: 'unknown_process' }));
  const { definition, processKey, startForm, startRoles } = release;
  const outside = isOutside(actor);
  const form = release.forms.get(startForm);
  return Promise.resolve({
    ...helpText(processKey, input.language),
    key: processKey,
    title: definition.title,
    startRoles,
    steps: stepsFor(definition, outside).map((step) => helpStep(db, step)),
    asked: (form ? answerFields(formOf(db.reference, form)) : []).flatMap((field) =>
      field.type === 'expression' ? [] : [{ label: labelOf(field), required: isRequired(field), file: field.type === 'filepicker' }],
    ),
    diagram: outside ? null : release.bpmn,
  });
}

function releaseFor(db: Db, actor: Actor, key: string): Release | undefined {
  const release = releaseForNewCase(db.reference, key, db.now());
  if (!release || !isOutside(actor)) return release;
  return release.startRoles.includes('external_applicant') ? release : undefined;
}

function isOutside(actor: Actor): boolean {
  const roles = rolesOf(actor);
  return roles.length > 0 && roles.every((role) => role === 'external_applicant');
}

/** Whoever applies from outside sees no drafts of an answer, and so not who drafts it. */
function stepsFor(definition: ProcessDefinition, outside: boolean): readonly Step[] {
  return outside ? definition.steps.filter(({ element }) => !isReply(definition, element)) : definition.steps;
}

function helpStep(db: Db, step: Step): HelpStep {
  const today = dayOf(db.now(), db.reference.calendar.timezone);
  return {
    element: step.element,
    name: step.name,
    roles: [...new Set([...step.candidateGroups.matchAll(/:([a-z_]+)"/g)].map(([, role]) => role ?? ''))],
    signing: step.signing.rule,
    limit: deadlineInForce(db.reference.deadlines, step.limit, today) ?? null,
    outcomes: step.outcomes,
  };
}
