/** What an automatic check says of a part of an entry; an error keeps it from being handed in, a warning makes one think. */
export type CheckFinding = {
  readonly path: string;
  readonly code: CheckCode;
  readonly severity: 'error' | 'warning';
  readonly params: Readonly<Record<string, string | number>>;
};

export const CHECK_CODES = [
  'group_missing',
  'category_code',
  'category_kind',
  'base_not_lead',
  'theme_not_lead',
  'provider_code',
  'name_is_system',
  'name_duplicate',
  'name_ends_in_digits',
  'entry_under_change',
  'item_duplicate',
  'item_unknown',
  'type_unknown',
  'length_missing',
  'level_missing',
  'method_unfit',
  'method_odd',
  'subject_key_missing',
  'subject_key_length',
  'open_without_items',
  'item_wider_than_entry',
  'ground_missing',
  'clause_missing',
  'mask_missing',
  'assessment_missing',
  'contains_citizen_id',
  'source_conflict',
  'source_reference',
  'source_unknown',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];
