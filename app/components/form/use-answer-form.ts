import { useCallback, useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import { get, set, useForm, useWatch, type FieldErrors as HookErrors, type FieldValues, type UseFormReturn } from 'react-hook-form';
import { useTranslation } from '#app/lib/translation.tsx';
import type { FieldProblem } from '#app/components/ui/error-summary.tsx';
import type { FieldErrors, FormContext } from '#forms/answers.ts';
import { answerFields } from '#forms/components.ts';
import type { Expression } from '#forms/feel/evaluate.ts';
import { errorText, type Language } from '#forms/messages.ts';
import { inputName } from '#forms/form-data.ts';
import type { FormSchema } from '#forms/schema.ts';
import { validate } from '#forms/validate.ts';
import { visibleFields } from '#forms/visibility.ts';
import { followPresses } from './press.ts';
import { answersOf, inputValues } from './values.ts';

/** What the server refused, as its refusal carries it. */
export type ServerErrors = Readonly<Record<string, { code: string; params?: Readonly<Record<string, string | number>> }>>;

type Options = {
  /** Tells the inputs of two forms on one page apart. */
  id: string;
  schema: FormSchema;
  /** Stored or half-done answers. */
  answers: Readonly<Record<string, unknown>>;
  /** The same context the server validates with; the chosen outcome included. */
  context: FormContext;
  errors?: ServerErrors | undefined;
  /** After every change, with the answers as they stand: for warnings and drafts. */
  onChange?: (answers: Record<string, unknown>) => void;
};

export type AnswerForm = {
  id: string;
  schema: FormSchema;
  context: FormContext;
  methods: UseFormReturn<FieldValues>;
  /** Keys of the fields whose conditions hold now. */
  visible: ReadonlySet<string>;
  /** For the error summary; changes only when a submit or the server found something. */
  problems: readonly FieldProblem[];
  /** Grows when answers are replaced as a whole, so that the inputs are drawn anew. */
  edition: number;
  /** Give it to the surrounding <Form>: stops a post that the server would refuse. A button with formNoValidate passes. */
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  answersNow: () => Record<string, unknown>;
  replace: (answers: Readonly<Record<string, unknown>>) => void;
};

export const inputId = (formId: string, path: string) => `${formId}-${path.replaceAll('.', '-')}`;

/** One form being filled in: react-hook-form holds the inputs, forms/validate.ts says what is right. */
export function useAnswerForm({ id, schema, answers, context, errors, onChange }: Options): AnswerForm {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const [edition, setEdition] = useState(0);
  const submitted = useRef(false);
  const now = useRef({ schema, context, language, onChange });
  now.current = { schema, context, language, onChange };
  const refused = useUnchanged(useMemo(() => withParams(errors ?? {}), [errors]));
  const refusedByServer = useMemo(
    () => ({ tree: nested(refused, language), problems: problemsOf(id, refused, language) }),
    [id, language, refused],
  );

  const methods = useForm<FieldValues>({
    defaultValues: { answers: inputValues(schema, answers) },
    mode: 'onBlur',
    shouldFocusError: false,
    errors: refusedByServer.tree,
    resolver: (values) => {
      const found = refusals(now.current.schema, valuesIn(values), now.current.context);
      // Whoever only walks past a field with the tab key is not told off for leaving it empty.
      const shown = Object.entries(found).filter(([, error]) => submitted.current || !error.code.startsWith('required_'));
      return { values: {}, errors: nested(Object.fromEntries(shown), now.current.language) };
    },
  });
  const { control, getValues, subscribe, reset, clearErrors, setError } = methods;

  const answersNow = useCallback(() => answersOf(now.current.schema, valuesIn(getValues())), [getValues]);
  const [problems, setProblems] = useState<readonly FieldProblem[]>(refusedByServer.problems);
  useEffect(() => setProblems(refusedByServer.problems), [refusedByServer]);

  const first = useRef(answersOf(schema, inputValues(schema, answers)));
  useEffect(() => {
    // react-hook-form keeps what was typed before the scripts had arrived, but tells nobody.
    const typed = answersNow();
    if (JSON.stringify(typed) !== JSON.stringify(first.current)) now.current.onChange?.(typed);
    return subscribe({
      formState: { values: true },
      callback: ({ values }) => now.current.onChange?.(answersOf(now.current.schema, valuesIn(values))),
    });
  }, [answersNow, subscribe]);

  useEffect(followPresses, []);

  const steering = useMemo(() => steeringKeys(schema), [schema]);
  const watched: readonly unknown[] = useWatch({ control, name: steering.map(inputName) });
  const steers = Object.fromEntries(steering.map((key, index) => [key, watched[index]]));
  const { visible } = visibleFields(schema, answersOf(schema, steers), context);

  const onSubmit = useCallback(
    (event: FormEvent<HTMLFormElement>) => {
      const submitter = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null;
      const button = submitter instanceof HTMLButtonElement ? submitter : null;
      if (button?.formNoValidate) return;
      const outcome = button?.name === 'outcome' ? button.value : now.current.context.outcome;
      const found = refusals(now.current.schema, valuesIn(getValues()), { ...now.current.context, outcome });
      submitted.current = true;
      const passes = Object.keys(found).length === 0;
      if (!passes) event.preventDefault();
      clearErrors();
      // On the way to the server its last word stays, until it says something else.
      for (const [path, error] of Object.entries(passes ? refused : found))
        setError(inputName(path), { type: error.code, message: errorText(error, now.current.language) });
      setProblems(passes ? refusedByServer.problems : problemsOf(id, found, now.current.language));
    },
    [clearErrors, getValues, id, refused, refusedByServer, setError],
  );

  const replace = useCallback(
    (next: Readonly<Record<string, unknown>>) => {
      reset({ answers: inputValues(now.current.schema, next) });
      setEdition((count) => count + 1);
      setProblems([]);
    },
    [reset],
  );

  return { id, schema, context, methods, visible, problems, edition, onSubmit, answersNow, replace };
}

// Screens hand over a new object at every render: only new content counts, or drawing would never end.
function useUnchanged<T>(value: T): T {
  const held = useRef(value);
  if (JSON.stringify(held.current) !== JSON.stringify(value)) held.current = value;
  return held.current;
}

function refusals(schema: FormSchema, values: Readonly<Record<string, unknown>>, context: FormContext): FieldErrors {
  const answers = answersOf(schema, values);
  const checked = validate(schema, answers, { ...context, options: { ...context.options, ...filesIn(schema, answers) } });
  return checked.ok ? {} : checked.fields;
}

// Which files exist is for the server to say: the browser knows only those it has just sent.
function filesIn(schema: FormSchema, answers: Readonly<Record<string, unknown>>): Record<string, string[]> {
  const pickers = answerFields(schema).flatMap((field) => (field.type === 'filepicker' ? [field.key] : []));
  return Object.fromEntries(
    pickers.map((key) => {
      const ids = answers[key];
      return [key, Array.isArray(ids) ? ids.filter((item) => typeof item === 'string') : []];
    }),
  );
}

function problemsOf(formId: string, errors: FieldErrors, language: Language): FieldProblem[] {
  return Object.entries(errors).map(([path, error]) => ({ id: inputId(formId, path), text: errorText(error, language) }));
}

function nested(errors: FieldErrors, language: Language): HookErrors<FieldValues> {
  const tree: HookErrors<FieldValues> = {};
  for (const [path, error] of Object.entries(errors)) {
    const before: unknown = get(tree, inputName(path));
    if (before === undefined) set(tree, inputName(path), { type: error.code, message: errorText(error, language) });
  }
  return tree;
}

function withParams(errors: ServerErrors): FieldErrors {
  return Object.fromEntries(Object.entries(errors).map(([path, { code, params }]) => [path, { code, params: { ...params } }]));
}

function valuesIn(values: FieldValues | undefined): Record<string, unknown> {
  const inner: unknown = values?.['answers'];
  return typeof inner === 'object' && inner !== null ? { ...inner } : {};
}

/** The keys of the answers that conditions, rules and computed values read. */
function steeringKeys(schema: FormSchema): string[] {
  const names = new Set(Object.values(schema.feel).flatMap(namesIn));
  return answerFields(schema).flatMap((field) => ('key' in field && names.has(field.key) ? [field.key] : []));
}

function namesIn(expression: Expression): string[] {
  if (expression.op === 'name') return [expression.name];
  return Object.values(expression).flatMap((part) => {
    if (Array.isArray(part)) return part.flatMap(namesIn);
    return typeof part === 'object' && part !== null ? namesIn(part) : [];
  });
}
