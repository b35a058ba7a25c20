import { citizenIdsIn, isUscc } from './check-digits.ts';
import type { EntryContent, EntryItem } from './entry-content.ts';
import type { CheckCode, CheckFinding } from './check-findings.ts';
import { plainName } from './catalogue-names.ts';
import { checkSource } from './one-source.ts';
import type { Register } from './one-source.ts';

/** By the national guide (编制指南), the regulation's article 13, and the plan's five (一) 4. */
const TYPES: readonly string[] = ['C', 'N', 'Y', 'D', 'T', 'L', 'M', 'G', 'B', 'I', 'F'];
const NEEDS_LENGTH: readonly string[] = ['C', 'N'];
const KIND_OF_CLASS: Readonly<Record<string, string>> = { 1: 'base', 2: 'theme', 3: 'department' };
/** Which department leads which base library (五(一)4; macro-economy 五(四)3-4), by the code's second part. */
const BASE_LEADS: Readonly<Record<string, string>> = { '01': 'zfw', '02': 'samr', '03': 'natres', '05': 'approval', '06': 'ndrc' };
const SUBJECT_KEYS: Readonly<Record<string, RegExp>> = {
  natural_person: /公民身份号码|身份证号/,
  legal_person: /统一社会信用代码/,
};
const WIDTH: Readonly<Record<string, number>> = { not_open: 0, conditional: 1, unconditional: 2 };
const FITTING: Readonly<Record<string, readonly string[]>> = {
  e_file: ['file_download'],
  spreadsheet: ['file_download'],
  media: ['file_download'],
  self_describing: ['file_download', 'query_api'],
  gis: ['file_download', 'query_api'],
  database: ['database_exchange', 'query_api', 'verify_api'],
  service_interface: ['query_api', 'verify_api'],
};

/**
 * Every automatic check of an entry; the same for the screen, the command and an import. `register` is what the
 * catalogue holds already. Pure, and cheap enough for a thousand entries at once.
 */
export function checkEntry(content: EntryContent, register: Register): CheckFinding[] {
  return [
    ...checkGroups(content),
    ...checkCategory(content, register),
    ...checkName(content, register),
    ...checkProvider(register),
    ...checkPublished(content, register),
    ...checkFormat(content),
    ...checkSubjectKey(content),
    ...checkOpening(content),
    ...content.items.flatMap((item, index) => checkItem(content, item, index)),
    ...checkSource(content, register),
    ...checkTexts(content),
  ];
}

export function errorsIn(findings: readonly CheckFinding[]): CheckFinding[] {
  return findings.filter(({ severity }) => severity === 'error');
}

/** The nine mandatory groups (requirement 21); the provider is the department that compiles. */
function checkGroups(content: EntryContent): CheckFinding[] {
  const groups: readonly (readonly [string, string, boolean])[] = [
    ['category', '分类', content.category !== '' && content.keyField !== ''],
    ['contact', '责任方', content.contact !== ''],
    ['resourceFormat', '格式', content.resourceFormat !== ''],
    ['items', '属性', content.items.length > 0 && content.name !== '' && content.abstract !== ''],
    ['updateCycle', '更新时限', content.updateCycle !== ''],
    ['shareType', '共享类型', content.shareType !== ''],
    ['shareMethods', '共享方式', content.shareMethods.length > 0 || content.shareType === 'not_shared'],
    ['openType', '开放模式', content.openType !== ''],
    ['usageRequirements', '使用要求', content.usageRequirements !== ''],
  ];
  return groups.flatMap(([path, group, there]) => (there ? [] : [error(path, 'group_missing', { group })]));
}

function checkCategory({ category, catalogueKind }: EntryContent, register: Register): CheckFinding[] {
  if (category === '') return [];
  const [, kind = '', item = ''] = /^([1-3])\/(\d{2})\/\d{3}(?:\/\d{1,8})?$/.exec(category) ?? [];
  if (kind === '') return [error('category', 'category_code')];
  if (catalogueKind !== '' && KIND_OF_CLASS[kind] !== catalogueKind) return [error('category', 'category_kind')];
  if (catalogueKind === 'base' && BASE_LEADS[item] !== register.providerId) return [error('catalogueKind', 'base_not_lead')];
  const lead = register.themeLeads.get(category);
  return catalogueKind === 'theme' && lead !== undefined && lead !== register.providerId ? [error('category', 'theme_not_lead')] : [];
}

/** The reviewers' own rules (编制指南): no system's name, no second entry that differs in digits, points or spaces only. */
function checkName({ name, sourceSystem }: EntryContent, register: Register): CheckFinding[] {
  if (name === '') return [];
  if (/(系统|平台|数据库)$/.test(name) || plainName(name) === plainName(sourceSystem)) return [error('name', 'name_is_system')];
  const twin = register.ownNames.get(plainName(name));
  if (twin !== undefined && twin.id !== register.entryId) return [error('name', 'name_duplicate', { name: twin.name })];
  return /\d$/.test(name) ? [warning('name', 'name_ends_in_digits')] : [];
}

function checkProvider({ providerCode }: Register): CheckFinding[] {
  return isUscc(providerCode) ? [] : [error('contact', 'provider_code')];
}

/** One change at a time, and items keep the ids that grants know them by. */
function checkPublished({ items }: EntryContent, { isUnderChange, ownItems }: Register): CheckFinding[] {
  const ids = items.map(({ id }) => id);
  const strange = items.findIndex(({ id }, index) => id !== '' && (!ownItems.has(id) || ids.indexOf(id) !== index));
  return [
    ...(isUnderChange ? [error('entryId', 'entry_under_change')] : []),
    ...(strange < 0 ? [] : [error(`items.${strange}.itemId`, 'item_unknown')]),
  ];
}

function checkFormat({ resourceFormat, shareMethods }: EntryContent): CheckFinding[] {
  const fitting = FITTING[resourceFormat] ?? [];
  if (resourceFormat === '' || shareMethods.length === 0) return [];
  if (!shareMethods.some((method) => fitting.includes(method))) return [error('shareMethods', 'method_unfit')];
  return shareMethods.every((method) => fitting.includes(method)) ? [] : [warning('shareMethods', 'method_odd')];
}

function checkSubjectKey({ subjectType, items }: EntryContent): CheckFinding[] {
  const named = SUBJECT_KEYS[subjectType];
  if (named === undefined || items.length === 0) return [];
  const at = items.findIndex(({ name, flags }) => named.test(name) && flags.includes('subject_key'));
  const key = items[at];
  if (key === undefined)
    return [error('items', 'subject_key_missing', { key: subjectType === 'natural_person' ? '公民身份号码' : '统一社会信用代码' })];
  return key.dataType === 'C' && key.length === 18 ? [] : [error(`items.${at}.length`, 'subject_key_length')];
}

/** Open is the default: what is not open needs its ground and its clause (requirement 1). */
function checkOpening(content: EntryContent): CheckFinding[] {
  const { openType, notOpenGround, notOpenBasis, items, shareType, notSharedBasis, piAssessment } = content;
  const findings: CheckFinding[] = [];
  if (openType === 'not_open' && notOpenGround === '') findings.push(error('notOpenGround', 'ground_missing'));
  if (openType === 'not_open' && !isClause(notOpenBasis)) findings.push(error('notOpenBasis', 'clause_missing'));
  if (shareType === 'not_shared' && !isClause(notSharedBasis)) findings.push(error('notSharedBasis', 'clause_missing'));
  if (openType !== '' && openType !== 'not_open' && items.length > 0 && items.every((item) => item.openType === 'not_open'))
    findings.push(error('openType', 'open_without_items'));
  if (piAssessment === '' && items.some(({ flags }) => isPersonal(flags))) findings.push(error('piAssessment', 'assessment_missing'));
  return findings;
}

/** A law, a regulation or a decision is named. */
function isClause(text: string): boolean {
  return /法|条例|决定|规定|办法|第.+条/.test(text);
}

function isPersonal(flags: readonly string[]): boolean {
  return flags.includes('personal') || flags.includes('sensitive_personal');
}

function checkItem(content: EntryContent, item: EntryItem, index: number): CheckFinding[] {
  const at = (key: string): string => `items.${index}.${key}`;
  const { name, nameEn, dataType, length, level, openType, maskRule, flags } = item;
  const findings: CheckFinding[] = [];
  const earlier = content.items.slice(0, index);
  if (name !== '' && earlier.some((other) => plainName(other.name) === plainName(name)))
    findings.push(error(at('name'), 'item_duplicate', { name }));
  if (nameEn !== '' && earlier.some((other) => other.nameEn.toLowerCase() === nameEn.toLowerCase()))
    findings.push(error(at('nameEn'), 'item_duplicate', { name: nameEn }));
  if (dataType !== '' && !TYPES.includes(dataType)) findings.push(error(at('dataType'), 'type_unknown'));
  if (NEEDS_LENGTH.includes(dataType) && length === null) findings.push(error(at('length'), 'length_missing'));
  if (!(level >= 1 && level <= 4)) findings.push(error(at('level'), 'level_missing'));
  if ((WIDTH[openType] ?? 0) > (WIDTH[content.openType] ?? 2)) findings.push(error(at('openType'), 'item_wider_than_entry'));
  // Sensitive data are opened masked or not at all (requirement 2).
  const sensitive = level >= 2 || isPersonal(flags) || flags.includes('business_secret');
  if (openType !== '' && openType !== 'not_open' && content.openType !== 'not_open' && sensitive && maskRule === '')
    findings.push(error(at('maskRule'), 'mask_missing', { name }));
  return findings;
}

/** Nobody's identity number belongs into a catalogue. */
function checkTexts(content: EntryContent): CheckFinding[] {
  return Object.entries(content).flatMap(([path, value]) =>
    typeof value === 'string' && citizenIdsIn(value).length > 0 ? [error(path, 'contains_citizen_id')] : [],
  );
}

function error(path: string, code: CheckCode, params: CheckFinding['params'] = {}): CheckFinding {
  return { path, code, severity: 'error', params };
}

function warning(path: string, code: CheckCode, params: CheckFinding['params'] = {}): CheckFinding {
  return { path, code, severity: 'warning', params };
}
