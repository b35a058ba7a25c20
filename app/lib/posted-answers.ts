import type { AppLoadContext } from '@remix-run/node';
import type { Answer, Answers, Row } from '#forms/answers.ts';
import { answersFromForm, filesFromForm } from '#forms/form-data.ts';
import { answerFields } from '#forms/components.ts';
import type { FormSchema } from '#forms/schema.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { isRefusal } from './respond.ts';

type Posted = { answers: Answers /** Why one of the files was not taken. */; refused: Refusal | null };

/**
 * The answers of a plain post; what has the shape of no answer is left out, and the server's validation says what is
 * missing. Files that came along (only without scripts) are stored first and then belong to the answers: they are kept
 * when something else is refused.
 */
export async function postedAnswers(context: AppLoadContext, schema: FormSchema, form: FormData): Promise<Posted> {
  const answers = asAnswers(answersFromForm(schema, form));
  const pickers = answerFields(schema).flatMap((field) => (field.type === 'filepicker' ? [field.key] : []));
  let refused: Refusal | null = null;
  for (const { key, file } of filesFromForm(form)) {
    if (!pickers.includes(key)) continue;
    const added = await context.commands.addAttachment({ name: file.name, bytes: Buffer.from(await file.arrayBuffer()) });
    if (isRefusal(added)) refused = atField(added, key);
    else answers[key] = [...idsIn(answers[key]), added.id];
  }
  return { answers, refused };
}

/** The command knows no form; its word about the file stands at the field that it was chosen in. */
function atField(refusal: Refusal, key: string): Refusal {
  const [why] = Object.values(refusal.fields ?? {});
  return why === undefined ? refusal : { ...refusal, fields: { [key]: why } };
}

function idsIn(answer: Answer | undefined): string[] {
  return Array.isArray(answer) ? answer.filter((item) => typeof item === 'string') : [];
}

function asAnswers(raw: Readonly<Record<string, unknown>>): Answers {
  const answers: Answers = {};
  for (const [key, value] of Object.entries(raw)) {
    if (isAnswer(value)) answers[key] = value;
  }
  return answers;
}

function isAnswer(value: unknown): value is Answer {
  if (isSimple(value)) return true;
  return Array.isArray(value) && (value.every((item) => typeof item === 'string') || value.every(isRow));
}

function isRow(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((cell) => isSimple(cell) || (Array.isArray(cell) && cell.every((item) => typeof item === 'string')));
}

function isSimple(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
