/** Calls that are answered in a test file of their own area, by that area. */
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
