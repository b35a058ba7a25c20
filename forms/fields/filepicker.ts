import { uploadRules } from '../components.ts';
import type { InputOf } from '../document.ts';
import { accepted, nothing, refused, type Checked, type FieldContext, type FieldType } from './field-type.ts';

type FilePicker = InputOf<'filepicker'>;

/** The answer is a list of attachment ids; content, size and type were checked when each file was received. */
export const filepicker: FieldType<FilePicker> = {
  verb: 'upload',
  empty: () => [],
  fromForm: (values) => values.filter((value) => value !== ''),
  check: checkFiles,
  example: (field, { allowed = [] }) => (allowed.length === 0 ? undefined : allowed.slice(0, uploadRules(field).maxFiles)),
};

function checkFiles(raw: unknown, field: FilePicker, { allowed }: FieldContext): Checked {
  if (raw === undefined || raw === null) return nothing;
  if (!Array.isArray(raw) || !raw.every((id): id is string => typeof id === 'string')) return refused('not_a_list');
  if (raw.length === 0) return nothing;
  const { maxFiles } = uploadRules(field);
  if (raw.length > maxFiles) return refused('too_many_files', { max: maxFiles });
  if (new Set(raw).size !== raw.length) return refused('chosen_twice');
  return raw.every((id) => allowed?.includes(id)) ? accepted([...raw]) : refused('unknown_file');
}
