import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { openApi } from '../openapi.ts';
import { attachmentCalls } from './attachments.ts';
import { basketCalls } from './basket.ts';
import { calendarCalls } from './calendar.ts';
import { cardCalls } from './cards.ts';
import { caseCalls } from './cases.ts';
import { catalogueCalls } from './catalogue.ts';
import { importCalls } from './imports.ts';
import { documentCalls } from './documents.ts';
import { draftCalls } from './drafts.ts';
import { eventCalls } from './events.ts';
import { formCalls } from './forms.ts';
import { grantCalls } from './grants.ts';
import { notificationCalls } from './notifications.ts';
import { openingCalls } from './openings.ts';
import { operationsCalls } from './operations.ts';
import { searchCalls } from './search.ts';
import { peopleCalls } from './people.ts';
import { reviewCalls } from './reviews.ts';
import { sessionCalls } from './session.ts';
import { supervisionCalls } from './supervision.ts';
import { taskCalls } from './tasks.ts';
import { taskOperationCalls } from './task-operations.ts';

const calls: readonly Endpoint[] = [
  ...sessionCalls,
  ...formCalls,
  ...caseCalls,
  ...basketCalls,
  ...documentCalls,
  ...draftCalls,
  ...attachmentCalls,
  ...taskCalls,
  ...taskOperationCalls,
  ...cardCalls,
  ...catalogueCalls,
  ...importCalls,
  ...grantCalls,
  ...openingCalls,
  ...calendarCalls,
  ...searchCalls,
  ...notificationCalls,
  ...operationsCalls,
  ...peopleCalls,
  ...supervisionCalls,
  ...reviewCalls,
  ...eventCalls,
];

/** The version within v1: raised with each addition. */
const VERSION = '1.0.0';
const document = openApi(calls, VERSION);

const documentCall = endpoint({
  id: 'openApi',
  method: 'get',
  path: '/openapi.json',
  rule: 'public',
  summary: 'This document',
  status: 200,
  result: z.looseObject({ openapi: z.string() }),
  run: () => Promise.resolve({ openapi: '3.1.0', ...document }),
});

/** Every call of the interface. What is not here does not exist. */
export const CALLS: readonly Endpoint[] = [...calls, documentCall];
