import type { Answer } from '#forms/answers.ts';
import type { ChoiceField, InputField } from '#forms/document.ts';
import { fieldType } from '#forms/fields/field-types.ts';
import type { FieldRefusal } from '../refusal.ts';

/** What a cell says as its field would hold it; what is no such thing is refused with what would be. */
export type Cell = { readonly value: Answer | undefined; readonly wrong?: FieldRefusal };

const YES = new Set(['是', '有', '√', 'y', 'yes', 'true', '1']);
const NO = new Set(['', '否', '无', '×', 'n', 'no', 'false', '0']);

export function parseCell(field: InputField, text: string): Cell {
  if (text.trim() === '') return { value: undefined };
  switch (field.type) {
    case 'select':
    case 'radio': {
      const value = choiceOf(field, text);
      return value === null ? wrongChoice(field, text) : { value };
    }
    case 'checklist':
    case 'taglist': {
      const parts = text.split(/[、,,;;|\n]+/).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
      const values = parts.map((part) => choiceOf(field, part));
      const strange = values.indexOf(null);
      if (strange >= 0) return wrongChoice(field, parts[strange] ?? '');
      return { value: [...new Set(values.filter((value) => value !== null))] };
    }
    case 'checkbox': {
      const plain = plainWord(text);
      if (YES.has(plain)) return { value: true };
      return NO.has(plain)
        ? { value: undefined }
        : { value: undefined, wrong: { code: 'sheet_yes_or_no', params: { value: shown(text) } } };
    }
    case 'number': {
      const value = fieldType('number').fromForm([text], field);
      return typeof value === 'number' ? { value } : { value: undefined, wrong: { code: 'sheet_number', params: { value: shown(text) } } };
    }
    default:
      return { value: text.trim() };
  }
}

/** What may be chosen, as people write it. */
export function choicesOf(field: InputField): string[] {
  if (field.type === 'checkbox') return ['是', '否'];
  return 'values' in field ? (field.values ?? []).map(({ label }) => label) : [];
}

/** By its label, with or without what stands in brackets and the word 型, or by its code. */
function choiceOf(field: ChoiceField, text: string): string | null {
  const asked = plainWord(text);
  const words = (field.values ?? []).map(({ value, label }) => ({ value, full: plainWord(label), code: plainWord(value) }));
  const exact = words.find(({ full, code }) => full === asked || code === asked || code + full === asked);
  if (exact) return exact.value;
  const short = words.filter(({ full }) => withoutBrackets(full) === withoutBrackets(asked) || full === `${asked}型`);
  return short.length === 1 ? (short[0]?.value ?? null) : null;
}

function plainWord(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();
}

function withoutBrackets(text: string): string {
  return text.replaceAll(/\([^)]*\)/g, '');
}

function wrongChoice(field: ChoiceField, text: string): Cell {
  return { value: undefined, wrong: { code: 'sheet_choice', params: { value: shown(text), choices: choicesOf(field).join('、') } } };
}

const LONGEST_SHOWN = 40;

function shown(text: string): string {
  const characters = [...text.trim()];
  return characters.length > LONGEST_SHOWN ? `${characters.slice(0, LONGEST_SHOWN).join('')}…` : characters.join('');
}
