import type { Endpoint } from '../endpoint.ts';
import { sessionCalls } from './session.ts';

/** Every call of the interface. What is not here does not exist. */
export const CALLS: readonly Endpoint[] = [...sessionCalls];
