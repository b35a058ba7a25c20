import { withSql } from './sql.ts';
import { addPerson } from './open-tasks.ts';

const DEPARTMENTS = ['civil', 'edu', 'health', 'housing', 'hrss', 'natres', 'police', 'samr', 'tax', 'transport'];

type Office = { readonly role: string; readonly people: number; readonly departments: number };

/** Fifty people by what they do; each stands in for a few departments, so that every inbox has several readers. */
export const SHARING: readonly Office[] = [
  { role: 'dept_applicant', people: 8, departments: 4 },
  { role: 'data_steward', people: 22, departments: 3 },
  { role: 'bureau_share_officer', people: 6, departments: 0 },
  { role: 'dept_confidentiality_reviewer', people: 6, departments: 4 },
  { role: 'dept_leader', people: 5, departments: 5 },
  { role: 'platform_operator', people: 3, departments: 0 },
];

/** A hundred and ninety of a city in which all four processes run; the others are companies outside. */
export const EVERYDAY: readonly Office[] = [
  { role: 'dept_applicant', people: 20, departments: 2 },
  { role: 'catalogue_compiler', people: 20, departments: 2 },
  { role: 'catalogue_reviewer', people: 25, departments: 3 },
  { role: 'data_steward', people: 45, departments: 3 },
  { role: 'dept_confidentiality_reviewer', people: 25, departments: 3 },
  { role: 'dept_leader', people: 21, departments: 4 },
  { role: 'bureau_share_officer', people: 6, departments: 0 },
  { role: 'bureau_open_officer', people: 8, departments: 0 },
  { role: 'bureau_catalogue_reviewer', people: 8, departments: 0 },
  { role: 'platform_operator', people: 6, departments: 0 },
  { role: 'security_supervisor', people: 6, departments: 0 },
];

export type Clerk = { readonly username: string; readonly organisation: string; readonly role: string };

/** Writes the accounts of these people; those who file are appointed where they belong first of all. */
export async function hireStaff(superuserUrl: string, offices: readonly Office[]): Promise<Clerk[]> {
  const staff: Clerk[] = [];
  for (const { role, people, departments } of offices) {
    for (let index = 0; index < people; index += 1) {
      const username = `bench-${role.replaceAll('_', '-')}-${index + 1}`;
      const groups = departments === 0 ? [`bdb:${role}`] : share(index, departments).map((department) => `${department}:${role}`);
      await addPerson(superuserUrl, username, groups);
      staff.push({ username, organisation: groups[0]?.split(':')[0] ?? '', role });
    }
  }
  return staff;
}

/** The departments of the n-th person: neighbours in the list, each list begun where the last one ended. */
function share(index: number, count: number): string[] {
  return Array.from({ length: count }, (_, step) => DEPARTMENTS[(index * count + step) % DEPARTMENTS.length] ?? '');
}

/** Companies outside, with people who may apply for what is open on conditions. */
export async function hireApplicants(superuserUrl: string, people: number): Promise<Clerk[]> {
  const companies = ['ext-zhixing', 'ext-plateau', 'ext-yunshang'];
  const staff: Clerk[] = [];
  for (let index = 0; index < people; index += 1) {
    const organisation = companies[index % companies.length] ?? '';
    const username = `bench-external-${index + 1}`;
    await addPerson(superuserUrl, username, [`${organisation}:external_applicant`]);
    staff.push({ username, organisation, role: 'external_applicant' });
  }
  return staff;
}

export type Entry = { readonly id: string; readonly provider: string; readonly opens: boolean };

/** Entries of these departments that are shared on conditions, so that people have to decide; `opens`: open on conditions too. */
export function conditionalEntries(superuserUrl: string): Promise<Entry[]> {
  return withSql(superuserUrl, async (client) => {
    const { rows } = await client.query<Entry>(
      `select id, provider_id as provider, open_type = 'conditional' as opens from catalogue_entry
       where state = 'published' and share_type = 'conditional' and provider_id = any ($1) order by id`,
      [DEPARTMENTS],
    );
    return rows;
  });
}
