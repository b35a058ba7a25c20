import type { Answer, Answers, Row } from '#forms/answers.ts';
import { answersFromForm } from '#forms/form-data.ts';
import type { FormSchema } from '#forms/schema.ts';

/** The answers of a plain post; what has the shape of no answer is left out, and the server's validation says what is missing. */
export function postedAnswers(schema: FormSchema, form: FormData): Answers {
  return asAnswers(answersFromForm(schema, form));
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
