import { answerFields, keyOf } from './components.ts';
import type { Answers, Right, Rights } from './answers.ts';
import type { FormSchema } from './schema.ts';

/** Without rights everything may be edited; with them, a field that they do not name is hidden. */
export function rightOf(rights: Rights | undefined, key: string): Right {
  if (!rights) return 'edit';
  const named = Object.hasOwn(rights, key) ? rights[key] : rights['*'];
  return named ?? 'hidden';
}

/** The answers that may leave the server: those of hidden fields stay behind. */
export function readableAnswers(schema: FormSchema, answers: Answers, rights: Rights | undefined): Answers {
  const readable: Answers = {};
  for (const key of answerFields(schema).map(keyOf)) {
    const answer = answers[key];
    if (answer !== undefined && rightOf(rights, key) !== 'hidden') readable[key] = answer;
  }
  return readable;
}
