import type { AddressBrake } from '#server/auth/brake.ts';
import type { Entrance } from '#server/commands/sign-in.ts';
import type { Db } from '#server/db/transact.ts';
import type { Engine } from '#server/engine/engine.ts';

/** What answers need once the database has been reached. */
export type Services = {
  readonly db: Db;
  readonly engine: Engine;
  readonly entrance: Entrance;
  /** Slows down who tries codes of documents. */
  readonly checkBrake: AddressBrake;
  readonly publicUrl: string | null;
};

/** The server listens before it has a database, so whoever answers asks here first. */
export type Runtime = {
  services(): Services | null;
  /** Before the first time everything was there, a start waits; afterwards an engine that is away is no reason not to serve. */
  everReady: boolean;
  stopping: boolean;
};
