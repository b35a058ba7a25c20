/** Share and open classes of an entry (政务数据共享条例 Art 14-15; the plan, 五(四)3, 五(五)1). */
export type ShareType = 'unconditional' | 'conditional' | 'not_shared';
export type OpenType = 'unconditional' | 'conditional' | 'not_open';
/** A code that came as text; what is none of them counts as the narrowest. */
export function shareTypeOf(code: string): ShareType {
  return code === 'unconditional' || code === 'conditional' ? code : 'not_shared';
}

export function openTypeOf(code: string): OpenType {
  return code === 'unconditional' || code === 'conditional' ? code : 'not_open';
}

/** In the order of what they disclose, the most first. */
export const SHARE_METHODS = ['database_exchange', 'file_download', 'query_api', 'verify_api'] as const;
export type ShareMethod = (typeof SHARE_METHODS)[number];

export const ITEM_FLAGS = ['personal', 'sensitive_personal', 'business_secret', 'geo', 'subject_key', 'authoritative'] as const;
export type ItemFlag = (typeof ITEM_FLAGS)[number];

export type Level = 1 | 2 | 3 | 4;

export type ItemGrade = { readonly level: number; readonly flags: readonly ItemFlag[] };

/** 就高从严: the level of several items is the highest among them. */
export function highestLevel(items: readonly ItemGrade[]): Level {
  return asLevel(Math.max(1, ...items.map((item) => item.level)));
}

/** Sensitive personal information is reviewed like level 3 at least (DOMAIN §4.3, step 4). */
export function reviewLevel(items: readonly ItemGrade[]): Level {
  const sensitive = items.some((item) => item.flags.includes('sensitive_personal'));
  return asLevel(Math.max(highestLevel(items), sensitive ? 3 : 1));
}

function asLevel(value: number): Level {
  if (value === 1 || value === 2 || value === 3 || value === 4) return value;
  throw new Error(`not a level: ${value}`);
}
