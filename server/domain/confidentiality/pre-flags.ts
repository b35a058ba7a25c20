import type { SubjectEntry, SubjectItem } from '../case-kinds.ts';

/** What the system points out to the handler and the reviewers before anybody judges; it decides nothing. */
export const PRE_FLAGS = ['identity_number', 'coordinates', 'high_level', 'small_cells', 'aggregation'] as const;
export type PreFlagKind = (typeof PRE_FLAGS)[number];
export type PreFlag = {
  readonly kind: PreFlagKind;
  readonly items: readonly string[];
  /** Entries that are open already and join with these items. */
  readonly openEntries: readonly string[];
};

/** An item of an entry that anybody can have already. */
export type OpenItem = { readonly entryId: string; readonly entryName: string; readonly name: string };

const IDENTITY = /身份号码|身份证|护照号|证件号码|军官证|社会保障号/;
const COORDINATES = /经度|纬度|坐标|经纬|高程/;
const COUNT = /(人数|例数|户数|起数|件数|数量|总数|发病数|死亡数)/;
/** What cuts a count so fine that a few people may stand behind a number. */
const FINE = /社区|街道|乡镇|村|小区|学校|医院|单位|年龄|性别|病种/;
/** What lets one tell who or where it is about, and so joins one set of data with another. */
const JOINING = /姓名|名称|地址|电话|出生|身份|信用代码|车牌|坐标|经度|证号/;

export function preFlags(entry: Pick<SubjectEntry, 'id' | 'items'>, open: readonly OpenItem[]): PreFlag[] {
  const { items } = entry;
  const joined = items.map((item) => ({ item, by: joinsWith(entry.id, item, open) })).filter(({ by }) => by.length > 0);
  const found: PreFlag[] = [
    flag(
      'identity_number',
      items.filter(({ name, flags }) => IDENTITY.test(name) || (flags.includes('subject_key') && flags.includes('personal'))),
    ),
    flag(
      'coordinates',
      items.filter(({ name, flags }) => flags.includes('geo') || COORDINATES.test(name)),
    ),
    flag(
      'high_level',
      items.filter(({ level }) => level >= 3),
    ),
    flag('small_cells', smallCells(items)),
    {
      ...flag(
        'aggregation',
        joined.map(({ item }) => item),
      ),
      openEntries: [...new Set(joined.flatMap(({ by }) => by))],
    },
  ];
  return found.filter((one) => one.items.length > 0);
}

/** Counts are harmless until something beside them cuts them fine. */
function smallCells(items: readonly SubjectItem[]): SubjectItem[] {
  return items.some(({ name }) => FINE.test(name)) ? items.filter(({ name }) => COUNT.test(name)) : [];
}

/** Two sets of data join where both have an item of one name that tells who or where. */
function joinsWith(entryId: string, { name, flags }: SubjectItem, open: readonly OpenItem[]): string[] {
  if (!JOINING.test(name) && !flags.includes('subject_key')) return [];
  return open.filter((other) => other.entryId !== entryId && other.name === name).map(({ entryName }) => entryName);
}

function flag(kind: PreFlagKind, items: readonly SubjectItem[]): PreFlag {
  return { kind, items: items.map(({ id }) => id), openEntries: [] };
}
