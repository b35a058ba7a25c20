import type { Role } from './actor.ts';

export const DEPARTMENT: readonly Role[] = [
  'dept_applicant',
  'catalogue_compiler',
  'catalogue_reviewer',
  'data_steward',
  'area_data_officer',
  'dept_leader',
  'dept_confidentiality_reviewer',
];
export const BUREAU: readonly Role[] = [
  'bureau_catalogue_reviewer',
  'bureau_share_officer',
  'bureau_open_officer',
  'bureau_leader',
  'flow_admin',
  'flow_publisher',
  'platform_operator',
  'coordination_member',
  'city_confidentiality_reviewer',
];
export const SUPERVISION: readonly Role[] = ['security_supervisor', 'auditor'];
export const DECIDERS: readonly Role[] = [
  'dept_applicant',
  'bureau_catalogue_reviewer',
  'data_steward',
  'area_data_officer',
  'dept_leader',
  'dept_confidentiality_reviewer',
  'city_confidentiality_reviewer',
  'bureau_share_officer',
  'bureau_open_officer',
  'bureau_leader',
  'platform_operator',
  'external_applicant',
  'catalogue_compiler',
  'catalogue_reviewer',
];

/** Who manages the people of an organisation. */
export const HEADS: readonly Role[] = ['data_steward', 'dept_leader', 'bureau_leader'];

/** Whoever decides, and those who coordinate where a case was reported to them. */
export const PARTIES: readonly Role[] = [...DECIDERS, 'coordination_member'];
