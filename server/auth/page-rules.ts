import type { Rule } from './rule.ts';

/**
 * Who may open each page, by its address in app/routes.ts. A page without a line is nobody's: the default is no.
 * What is on the page, and what may be done there, its queries and commands decide.
 */
export const PAGE_RULES: Readonly<Record<string, Rule>> = {
  '/': 'signed_in',
  '/sign-in': 'public',
  '/sign-out': 'public',
  '/preferences': 'public',
  '/inbox': 'signed_in',
  '/inbox/:id': 'signed_in',
  '/tasks/:id': 'signed_in',
  '/cases': 'signed_in',
  '/cases/:id': 'signed_in',
  '/catalogue': { act: 'read', on: 'Entry' },
  '/catalogue/:id': { act: 'read', on: 'Entry' },
  '/catalogue/:id/apply': { act: 'apply', on: 'Entry' },
  '/catalogue/:id/warnings': { act: 'apply', on: 'Entry' },
  '/catalogue/:id/self-check': { act: 'apply_open', on: 'Entry' },
  '/start/:process': { act: 'start', on: 'Process' },
  '/drafts': 'signed_in',
  '/grants': 'signed_in',
  '/grants/:id': 'signed_in',
  '/open-notices': { act: 'read', on: 'PublicNotice' },
  '/calendar': { act: 'read', on: 'Calendar' },
  '/operations': { act: 'read', on: 'Operations' },
  '/*': 'signed_in',
};
