import type { SlugOf, Term } from './term.ts';

/** 类型. Lengths outside the usual range (seconds) are a warning, never a refusal. */
export const kinds = [
  {
    slug: 'micro',
    zh: '微课',
    en: 'Micro-lesson',
    aliases: ['微课视频', '微视频', '微课程', 'micro lesson'],
    usualSeconds: { least: 180, most: 1200 },
  },
  {
    slug: 'recording',
    zh: '课堂实录',
    en: 'Class recording',
    aliases: ['实录', '录像课', '课例', '优课实录'],
    usualSeconds: { least: 1800, most: 2700 },
  },
] as const satisfies readonly (Term & { usualSeconds: { least: number; most: number } })[];

export type KindSlug = SlugOf<typeof kinds>;

/** What goes with a lesson, in the order in which it is shown. */
export const attachmentKinds = [
  { slug: 'design', zh: '教学设计', en: 'Lesson plan', aliases: ['教案', '导学案', '实验教学设计'] },
  { slug: 'slides', zh: '课件', en: 'Slides', aliases: ['PPT', '幻灯片', '演示文稿', '教学课件'] },
  { slug: 'tasks', zh: '学习任务单', en: 'Task sheet', aliases: ['任务单', '自主学习任务单', '学习单'] },
  { slug: 'exercises', zh: '评测练习', en: 'Exercises', aliases: ['作业练习', '课后作业', '练习', '习题'] },
  { slug: 'other', zh: '其他', en: 'Other', aliases: ['其它', '素材'] },
] as const satisfies readonly Term[];

export type AttachmentKindSlug = SlugOf<typeof attachmentKinds>;
