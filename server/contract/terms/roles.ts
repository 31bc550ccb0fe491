import type { SlugOf, Term } from './term.ts';

/** What somebody may be at an organisation. Pupils have no account. */
export const roles = [
  { slug: 'teacher', zh: '教师', en: 'Teacher', aliases: ['老师', '任课教师'] },
  { slug: 'school-administrator', zh: '学校管理员', en: 'School administrator', aliases: ['校级管理员'] },
  { slug: 'reviewer', zh: '评审专家', en: 'Reviewer', aliases: ['评委', '专家', '评审'] },
  { slug: 'bureau-administrator', zh: '教育局管理员', en: 'Bureau administrator', aliases: ['区域管理员'] },
  { slug: 'operator', zh: '运维', en: 'Operator', aliases: ['运维人员', '系统管理员'] },
] as const satisfies readonly Term[];

export type RoleSlug = SlugOf<typeof roles>;
