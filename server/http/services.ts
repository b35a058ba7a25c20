import type { Entrance } from '#server/commands/sign-in.ts';
import type { Db } from '#server/db/transact.ts';

/** One part of the engine's health, as /readyz tells it. */
export type PartHealth = { readonly state: 'up' | 'starting' | 'down'; readonly [detail: string]: string | number | boolean | null };

export type EnginePart = {
  health(): { readonly engine: PartHealth; readonly feed: PartHealth };
  stop(): Promise<void>;
};

/** What answers need once the database has been reached. */
export type Services = {
  readonly db: Db;
  readonly engine: EnginePart;
  readonly entrance: Entrance;
};

/** The server listens before it has a database, so whoever answers asks here first. */
export type Runtime = {
  services(): Services | null;
  /** Before the first time everything was there, a start waits; afterwards an engine that is away is no reason not to serve. */
  everReady: boolean;
  stopping: boolean;
};
