import { taskOperationCalls } from '#server/http/api/task-operations.ts';

/** Calls that are answered in a test file of their own area, by that area. */
export const DOCUMENT_CALLS = ['getDocument', 'listDocuments'];
export const CALENDAR_CALLS = ['readCalendar', 'setCalendarDay', 'previewCalendarImport', 'importCalendar'];
export const PEOPLE_CALLS = [
  'listAppointments',
  'giveAppointment',
  'endAppointment',
  'listDeputies',
  'setDeputy',
  'endDeputy',
  'previewHandover',
  'handOver',
  'listPhrases',
  'addPhrase',
  'deletePhrase',
  'readLedger',
  'readSupervision',
  'verifyCase',
  'listTimeLimits',
];

export const OPERATION_CALLS = taskOperationCalls.map(({ id }) => id);
export const NOTICE_CALLS = [
  'countNotifications',
  'listNotifications',
  'noticeHealth',
  'putInSigningRow',
  'readNotificationSettings',
  'readNotifications',
  'readSigningRow',
  'retryNotice',
  'setNotificationSettings',
  'signSigningRow',
  'takeFromSigningRow',
];
export const BASKET_CALLS = ['getBasket', 'putInBasket', 'takeFromBasket', 'fileBasket'];
export const CATALOGUE_CALLS = ['checkEntry', 'listEntryVersions'];
export const IMPORT_CALLS = ['takeImport', 'getImport', 'confirmImport'];
export const REVIEW_CALLS = ['listReviewDecisions'];
export const OPENING_CALLS = ['checkOpenConditions', 'claimInterfaceSecret', 'listOpenNotices'];

/** Read by hand: a stream; tried again in the tests of incidents: there is none without an engine. */
const BY_HAND = ['events', 'retryIncident'];

/** All that other files answer for. */
export const ELSEWHERE = [
  ...BY_HAND,
  ...DOCUMENT_CALLS,
  ...NOTICE_CALLS,
  ...REVIEW_CALLS,
  ...BASKET_CALLS,
  ...CATALOGUE_CALLS,
  ...IMPORT_CALLS,
  ...OPENING_CALLS,
  ...CALENDAR_CALLS,
  ...PEOPLE_CALLS,
  ...OPERATION_CALLS,
];
