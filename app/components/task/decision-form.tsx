import { Form, useNavigation } from '@remix-run/react';
import { useEffect, useMemo, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { DraftStatus } from '#app/components/form/draft-status.tsx';
import { FormFields } from '#app/components/form/form-fields.tsx';
import { useAnswerForm } from '#app/components/form/use-answer-form.ts';
import { useDraft } from '#app/components/form/use-draft.ts';
import { AgreementTerms } from '#app/components/openings/agreement-terms.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { ErrorSummary, type FieldProblem } from '#app/components/ui/error-summary.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { answerNames, pickerItems } from '#app/lib/answer-names.ts';
import { isoDay } from '#app/lib/dates.ts';
import { useNow } from '#app/lib/now.tsx';
import type { FormContext } from '#forms/answers.ts';
import type { Refused } from '#app/lib/respond.ts';
import { saveDraftOnServer } from '#app/lib/save-draft.ts';
import { useShell } from '#app/lib/shell.tsx';
import type { PhraseView } from '#server/queries/phrases.ts';
import type { TaskDetails } from '#server/queries/task-details.ts';
import { actIn, withAct, type ActDraft, type Typed } from './act.ts';
import { DecisionBar } from './decision-bar.tsx';
import { Terms } from './terms.tsx';
import { useConsequence } from './use-consequence.ts';

type DecisionFormProps = {
  task: TaskDetails;
  refused: Refused | undefined;
  phrases: readonly PhraseView[];
  /** Hears of every change: what was typed outlives this form when somebody else is quicker. */
  onTyped: (typed: Typed) => void;
  /** What one reads before deciding; inside the form, so that the decision bar stays in sight beside all of it. */
  children: ReactNode;
};

/** The step's form and the act of deciding in one post; everything typed is a draft on the server until then. */
export function DecisionForm({ task, refused, phrases, onTyped, children }: DecisionFormProps) {
  const { t } = useTranslation();
  const now = useNow();
  const csrf = useShell()?.csrf ?? '';
  const busy = useNavigation().state === 'submitting';
  const begin = refused?.typed ?? task.draft?.answers ?? task.answers;
  const [act, setAct] = useState<ActDraft>(() => firstAct(task, begin));
  // A live page may know a newer revision than the one that was read; only the shown difference makes it the one that is signed.
  const [read] = useState(task.revision);
  const stale = refused?.code === 'stale_revision';
  const [unmet, setUnmet] = useState<Record<string, string>>({});

  const subject = `task:${task.id}`;
  const draft = useDraft({
    key: subject,
    savedAt: task.draft?.savedAt ?? null,
    save: (answers) => saveDraftOnServer({ process: task.process, subject, answers }, csrf),
  });
  const context = useMemo(
    () => ({
      today: isoDay(now),
      outcome: act.outcome || undefined,
      options: task.form.options,
      known: task.form.known,
      ...rightsOf(task),
    }),
    [now, act.outcome, task],
  );
  const form = useAnswerForm({
    id: 'step',
    schema: task.form.schema,
    answers: begin,
    context,
    errors: refused === undefined ? undefined : stepErrors(refused),
    onChange: (answers) => keep(withAct(answers, act)),
  });
  const consequence = useConsequence(task, act.outcome, form.methods.control);
  const names = useMemo(() => ({ ...answerNames(task.application), ...task.labels }), [task]);
  const items = useMemo(
    () => ({
      '*': pickerItems(
        t,
        task.application.items.filter((item) => isAskedFor(task, item.id)),
      ),
    }),
    [t, task],
  );

  const slots = useMemo(
    () => ({ terms: task.form.key === 'open_agreement' ? <AgreementTerms task={task} /> : <Terms task={task} /> }),
    [task],
  );
  const upload = useMemo(() => ({ url: '/api/v1/attachments', csrf }), [csrf]);
  // Some steps ask for an opinion only, or for fields of one outcome only.
  const asksNothing = form.visible.size === 0;
  const step = useShownByChoice(asksNothing);

  const refusedAct = useMemo(() => actProblems(refused?.fields ?? {}), [refused]);
  const [ofAct, setOfAct] = useState(refusedAct);
  useEffect(() => setOfAct(refusedAct), [refusedAct]);
  const problems = useMemo(() => [...form.problems, ...ofAct], [form.problems, ofAct]);

  function change(part: Partial<ActDraft>): void {
    const next = { ...act, ...part };
    setAct(next);
    setUnmet({});
    keep(withAct(form.answersNow(), next));
  }

  function keep(typed: Typed): void {
    onTyped(typed);
    draft.changed(typed);
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    const found = unmetDemands(task, act, t);
    setUnmet(found);
    setOfAct(actProblems(found));
    form.onSubmit(event);
    if (Object.keys(found).length > 0) event.preventDefault();
    draft.handIn(event);
  }

  return (
    <Form method="post" noValidate onSubmit={submit} className="grid gap-3" preventScrollReset encType="multipart/form-data">
      <CsrfField />
      <input type="hidden" name="intent" value="decide" />
      <input type="hidden" name="revision" value={stale ? task.revision : read} />
      <ErrorSummary problems={problems} />
      {children}
      <div ref={step} className={asksNothing ? 'hidden noscript:block' : 'scroll-mt-14'}>
        <Panel title={task.form.schema.title}>
          <FormFields form={form} names={names} items={items} slots={slots} upload={upload} />
        </Panel>
      </div>
      <DecisionBar
        outcomes={task.outcomes}
        act={act}
        onChange={change}
        errors={{ ...refused?.fields, ...unmet }}
        consequence={consequence}
        busy={busy}
        phrases={phrases}
      >
        <DraftStatus draft={draft} onRestore={restore} />
      </DecisionBar>
    </Form>
  );

  function restore(answers: Typed): void {
    form.replace(answers);
    setAct(actIn(answers));
  }
}

/** Fields that come with the chosen outcome may lie below a long application: bring them into view when they come. */
function useShownByChoice(hidden: boolean) {
  const element = useRef<HTMLDivElement>(null);
  const before = useRef(hidden);
  useEffect(() => {
    if (before.current && !hidden) element.current?.scrollIntoView({ block: 'start', behavior: 'smooth' });
    before.current = hidden;
  }, [hidden]);
  return element;
}

/** What may be changed in this step, and what stands in the rest of the form. */
function rightsOf({ form: { rights, stored } }: TaskDetails): Pick<FormContext, 'rights' | 'stored'> {
  return { ...(rights ? { rights } : {}), ...(stored ? { stored } : {}) };
}

/** A step with one outcome has nothing to choose. */
function firstAct(task: TaskDetails, begin: Typed): ActDraft {
  const act = actIn(begin);
  const [only, ...others] = task.outcomes;
  return only !== undefined && others.length === 0 ? { ...act, outcome: only.key } : act;
}

function isAskedFor({ form, application }: TaskDetails, itemId: string): boolean {
  const asked = application.answers['itemIds'];
  return form.key === application.form.key || !Array.isArray(asked) || asked.some((id) => id === itemId);
}

const ACT_FIELDS = ['outcome', 'opinion', 'basis'];

/** The act's own fields are shown in the decision bar and not in the step's form. */
function stepErrors({ codes }: Refused): Refused['codes'] {
  return Object.fromEntries(Object.entries(codes).filter(([path]) => !ACT_FIELDS.includes(path)));
}

/** For the summary above the form; it stays as it is until the next try, so that nobody's focus jumps while they mend. */
function actProblems(fields: Readonly<Record<string, string>>): FieldProblem[] {
  return ACT_FIELDS.flatMap((id) => (fields[id] === undefined ? [] : [{ id, text: fields[id] }]));
}

function unmetDemands(task: TaskDetails, act: ActDraft, t: ReturnType<typeof useTranslation>['t']): Record<string, string> {
  const outcome = task.outcomes.find(({ key }) => key === act.outcome);
  if (outcome === undefined) return { outcome: t('task.submitPick') };
  return {
    ...(outcome.requires.reason && act.opinion.trim() === '' ? { opinion: t('task.opinionMissing', { outcome: outcome.label }) } : {}),
    ...(outcome.requires.basis && act.basis.trim() === '' ? { basis: t('task.basisMissing', { outcome: outcome.label }) } : {}),
  };
}
