import { withSql } from './sql.ts';
import { addPerson } from './open-tasks.ts';

const DEPARTMENTS = ['civil', 'edu', 'health', 'housing', 'hrss', 'natres', 'police', 'samr', 'tax', 'transport'];

/** Fifty people by what they do; each stands in for a few departments, so that every inbox has several readers. */
const OFFICES = [
  { role: 'dept_applicant', people: 8, departments: 4 },
  { role: 'data_steward', people: 22, departments: 3 },
  { role: 'bureau_share_officer', people: 6, departments: 0 },
  { role: 'dept_confidentiality_reviewer', people: 6, departments: 4 },
  { role: 'dept_leader', people: 5, departments: 5 },
  { role: 'platform_operator', people: 3, departments: 0 },
] as const;

export type Clerk = { readonly username: string; readonly organisation: string; readonly files: boolean };

/** Writes the accounts of fifty people; those who file are appointed where they belong first of all. */
export async function hireStaff(superuserUrl: string): Promise<Clerk[]> {
  const staff: Clerk[] = [];
  for (const { role, people, departments } of OFFICES) {
    for (let index = 0; index < people; index += 1) {
      const username = `bench-${role.replaceAll('_', '-')}-${index + 1}`;
      const groups = departments === 0 ? [`bdb:${role}`] : share(index, departments).map((department) => `${department}:${role}`);
      await addPerson(superuserUrl, username, groups);
      staff.push({ username, organisation: groups[0]?.split(':')[0] ?? '', files: role === 'dept_applicant' });
    }
  }
  return staff;
}

/** The departments of the n-th person: neighbours in the list, each list begun where the last one ended. */
function share(index: number, count: number): string[] {
  return Array.from({ length: count }, (_, step) => DEPARTMENTS[(index * count + step) % DEPARTMENTS.length] ?? '');
}

export type Entry = { readonly id: string; readonly provider: string };

/** Entries of these departments that are shared on conditions, so that people have to decide. */
export function conditionalEntries(superuserUrl: string): Promise<Entry[]> {
  return withSql(superuserUrl, async (client) => {
    const { rows } = await client.query<Entry>(
      "select id, provider_id as provider from catalogue_entry where state = 'published' and share_type = 'conditional' and provider_id = any ($1) order by id",
      [DEPARTMENTS],
    );
    return rows;
  });
}
