import { roleOf } from '../actor.ts';
import type { Group, Role } from '../actor.ts';

/** How a post is named on paper, behind the name of who signs. */
const POSTS: Readonly<Record<Role, string>> = {
  dept_applicant: '经办人',
  catalogue_compiler: '目录编制人',
  catalogue_reviewer: '目录审核人',
  data_steward: '政务数据共享工作机构负责人',
  area_data_officer: '县区、园区数据主管',
  dept_leader: '分管领导',
  dept_confidentiality_reviewer: '保密审查员',
  city_confidentiality_reviewer: '市级保密审查员',
  bureau_catalogue_reviewer: '目录管理岗',
  bureau_share_officer: '共享管理岗',
  bureau_open_officer: '开放管理岗',
  bureau_leader: '负责人',
  flow_admin: '流程管理员',
  flow_publisher: '流程发布人',
  platform_operator: '平台运维岗',
  security_supervisor: '安全监管岗',
  auditor: '审计员',
  coordination_member: '统筹协调成员',
  external_applicant: '申请人',
};

export function postOf(group: Group): string {
  return POSTS[roleOf(group)];
}
