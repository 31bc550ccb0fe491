import type { SlugOf, Term } from './term.ts';

/** 学段, in the national platform's order. */
export const stages = [
  { slug: 'primary', zh: '小学', en: 'Primary', aliases: ['小学阶段', '小学（六三学制）'] },
  {
    slug: 'junior',
    zh: '初中',
    en: 'Junior secondary',
    aliases: ['初级中学', '初中阶段', '初中（六三学制）'],
  },
  {
    slug: 'primary-54',
    zh: '小学（五•四学制）',
    en: 'Primary (5+4 years)',
    aliases: ['小学（五四制）', '小学五四制', '五四制小学', '小学五四学制'],
  },
  {
    slug: 'junior-54',
    zh: '初中（五•四学制）',
    en: 'Junior secondary (5+4 years)',
    aliases: ['初中（五四制）', '初中五四制', '五四制初中', '初中五四学制'],
  },
  {
    slug: 'senior',
    zh: '高中',
    en: 'Senior secondary',
    aliases: ['普通高中', '普高', '高级中学', '高中阶段'],
  },
  { slug: 'special', zh: '特殊教育', en: 'Special education', aliases: ['特教', '特殊学校'] },
] as const satisfies readonly Term[];

export type StageSlug = SlugOf<typeof stages>;
