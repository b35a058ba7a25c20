import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { MikroORM } from '@mikro-orm/postgresql';

/** Slows down guessing. It stands in the database: a restart must not forgive anybody, and several servers count together. */
export type Brake = {
  /** Counts a try before the password is looked at; seconds to wait when there were too many, else null. */
  press(username: string, address: string): Promise<number | null>;
  /** The password was right: the account starts from zero, and the try does not count for the address. */
  release(username: string, address: string): Promise<void>;
};

export type BrakeLimits = {
  /** Wrong passwords for one account within the window, from wherever. */
  readonly perAccount: number;
  /** Wrong passwords from one address within the window; an office may share one address. */
  readonly perAddress: number;
  readonly windowSeconds: number;
};

const BRAKE_LIMITS: BrakeLimits = { perAccount: 10, perAddress: 100, windowSeconds: 15 * 60 };

export async function openBrake(orm: MikroORM, limits: BrakeLimits = BRAKE_LIMITS): Promise<Brake> {
  const pool = await orm.em.getConnection().getNativeClient();
  const shared = { storeClient: pool, storeType: 'pool', tableName: 'sign_in_brake', tableCreated: true, duration: limits.windowSeconds };
  const accounts = new RateLimiterPostgres({ ...shared, keyPrefix: 'account', points: limits.perAccount });
  const addresses = new RateLimiterPostgres({ ...shared, keyPrefix: 'address', points: limits.perAddress, clearExpiredByTimeout: false });
  return {
    async press(username, address) {
      const waits = [await waitOf(addresses, addressKey(address)), await waitOf(accounts, accountKey(username))];
      const longest = Math.max(...waits);
      return longest === 0 ? null : longest;
    },
    async release(username, address) {
      await accounts.delete(accountKey(username));
      await addresses.reward(addressKey(address));
    },
  };
}

/** Counts what comes from one address, whoever sends it. */
export type AddressBrake = {
  /** Seconds to wait when there was too much, else null. */
  press(address: string): Promise<number | null>;
};

export async function openAddressBrake(
  orm: MikroORM,
  keyPrefix: string,
  { points, windowSeconds }: { readonly points: number; readonly windowSeconds: number },
): Promise<AddressBrake> {
  const storeClient = await orm.em.getConnection().getNativeClient();
  const shared = { storeClient, storeType: 'pool', tableName: 'sign_in_brake', tableCreated: true, clearExpiredByTimeout: false };
  const limiter = new RateLimiterPostgres({ ...shared, keyPrefix, points, duration: windowSeconds });
  return {
    async press(address) {
      const wait = await waitOf(limiter, addressKey(address));
      return wait === 0 ? null : wait;
    },
  };
}

/** Seconds to wait; 0 when the try is allowed. */
async function waitOf(limiter: RateLimiterPostgres, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    throw refused;
  }
}

/** Hashed: the table names nobody, and a name of any length fits. */
function accountKey(username: string): string {
  return digest(username.normalize('NFKC').trim().toLowerCase());
}

/** Whoever holds one IPv6 address holds its /64. */
function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:/, '');
  if (!isIPv6(plain)) return digest(plain);
  const [head = '', tail] = plain.split('%', 1)[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right];
  return digest(
    groups
      .slice(0, 4)
      .map((group) => Number.parseInt(group, 16).toString(16))
      .join(':'),
  );
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
