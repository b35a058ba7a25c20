import { hash, verify } from '@node-rs/argon2';

/**
 * argon2id (the library's default kind), 46 MiB and two passes: about 40 ms of one core of a small server (2026), four times
 * the least that OWASP asks for. Old hashes carry their own parameters and stay valid when these are raised.
 */
const COST = { memoryCost: 47_104, timeCost: 2, parallelism: 1 } as const;

/** Longer passwords are refused before hashing: their length would be the attacker's lever on our memory. */
export const PASSWORD_MAX = 200;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST);
}

/** Takes as long for an account that does not exist (`stored` null) as for a wrong password. */
export async function passwordMatches(stored: string | null, given: string): Promise<boolean> {
  const matches = await verify(stored ?? (await nobodysHash()), given.normalize('NFKC'));
  return matches && stored !== null;
}

let nobody: Promise<string> | undefined;

function nobodysHash(): Promise<string> {
  nobody ??= hashPassword('nobody has this account');
  return nobody;
}

/** Called at start, so that the first unknown name is not told by a slower answer. */
export async function warmPasswords(): Promise<void> {
  await nobodysHash();
}
