import { answerFields, isList, keyOf } from './components.ts';
import type { Answer, Answers, Right, Rights, Row } from './answers.ts';
import type { FormSchema } from './schema.ts';

/** Without rights everything may be edited; with them, a field that they do not name is hidden. */
export function rightOf(rights: Rights | undefined, key: string): Right {
  if (!rights) return 'edit';
  const named = Object.hasOwn(rights, key) ? rights[key] : rights['*'];
  return named ?? 'hidden';
}

/** The right to one field of a list's rows. */
export function rowRightOf(rights: Rights | undefined, list: string, key: string): Right {
  const whole = rightOf(rights, list);
  if (!rights || whole !== 'edit') return whole;
  return rights[`${list}.${key}`] ?? rights[`${list}.*`] ?? whole;
}

/** A list of which only some fields may be edited keeps its rows: none is added, none goes. */
export function keepsRows(rights: Rights | undefined, list: string): boolean {
  return Object.entries(rights ?? {}).some(([key, right]) => key.startsWith(`${list}.`) && right !== 'edit');
}

/** Rights to these fields only (`shareType`, `items.level`); all others can be read. */
export function editOnly(fields: readonly string[]): Rights {
  const rights: Record<string, Right> = { '*': 'read' };
  for (const field of fields) {
    const [list = '', key] = field.split('.', 2);
    rights[field] = 'edit';
    if (key !== undefined) Object.assign(rights, { [list]: 'edit', [`${list}.*`]: 'read' });
  }
  return rights;
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

/** The answers that a form with these rights asks for: what may only be read is shown, and not posted again. */
export function editableAnswers(schema: FormSchema, answers: Answers, rights: Rights | undefined): Answers {
  if (!rights) return answers;
  const editable: Answers = {};
  for (const field of answerFields(schema)) {
    const key = keyOf(field);
    const answer = answers[key];
    if (answer === undefined || rightOf(rights, key) !== 'edit') continue;
    editable[key] = isList(field) ? rowsOf(answer).map((row) => editableRow(row, rights, key)) : answer;
  }
  return editable;
}

function rowsOf(answer: Answer): Row[] {
  return Array.isArray(answer) ? answer.filter((row) => typeof row === 'object') : [];
}

function editableRow(row: Row, rights: Rights, list: string): Row {
  return Object.fromEntries(Object.entries(row).filter(([key]) => rowRightOf(rights, list, key) === 'edit'));
}
