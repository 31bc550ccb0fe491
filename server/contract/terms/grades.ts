import type { StageSlug } from './stages.ts';
import type { SlugOf, Term } from './term.ts';

/**
 * 年级. Ranges are those of books for several grades (sport, arts, labour). In the 5+4 system grade 6 is
 * the first year of junior secondary; 初一 means grade 7 here, as it does nearly everywhere.
 */
export const grades = [
  { slug: 'g1', zh: '一年级', en: 'Grade 1', aliases: ['1年级', '小一', '小学一年级', '小学1年级'] },
  { slug: 'g2', zh: '二年级', en: 'Grade 2', aliases: ['2年级', '小二', '小学二年级', '小学2年级'] },
  { slug: 'g3', zh: '三年级', en: 'Grade 3', aliases: ['3年级', '小三', '小学三年级', '小学3年级'] },
  { slug: 'g4', zh: '四年级', en: 'Grade 4', aliases: ['4年级', '小四', '小学四年级', '小学4年级'] },
  { slug: 'g5', zh: '五年级', en: 'Grade 5', aliases: ['5年级', '小五', '小学五年级', '小学5年级'] },
  {
    slug: 'g6',
    zh: '六年级',
    en: 'Grade 6',
    aliases: ['6年级', '小六', '小学六年级', '小学6年级', '预初', '初中预备年级', '预备班'],
  },
  {
    slug: 'g7',
    zh: '七年级',
    en: 'Grade 7',
    aliases: ['7年级', '初一', '初1', '初一年级', '初中一年级', '初中七年级'],
  },
  {
    slug: 'g8',
    zh: '八年级',
    en: 'Grade 8',
    aliases: ['8年级', '初二', '初2', '初二年级', '初中二年级', '初中八年级'],
  },
  {
    slug: 'g9',
    zh: '九年级',
    en: 'Grade 9',
    aliases: ['9年级', '初三', '初3', '初三年级', '初中三年级', '初中九年级', '初四'],
  },
  {
    slug: 'g10',
    zh: '高一',
    en: 'Grade 10',
    aliases: ['高1', '高一年级', '高中一年级', '十年级', '10年级'],
  },
  {
    slug: 'g11',
    zh: '高二',
    en: 'Grade 11',
    aliases: ['高2', '高二年级', '高中二年级', '十一年级', '11年级'],
  },
  {
    slug: 'g12',
    zh: '高三',
    en: 'Grade 12',
    aliases: ['高3', '高三年级', '高中三年级', '十二年级', '12年级'],
  },
  {
    slug: 'g1-2',
    zh: '一至二年级',
    en: 'Grades 1–2',
    aliases: ['一二年级', '1-2年级', '1至2年级', '水平一'],
  },
  {
    slug: 'g3-4',
    zh: '三至四年级',
    en: 'Grades 3–4',
    aliases: ['三四年级', '3-4年级', '3至4年级', '水平二'],
  },
  {
    slug: 'g5-6',
    zh: '五至六年级',
    en: 'Grades 5–6',
    aliases: ['五六年级', '5-6年级', '5至6年级', '水平三'],
  },
  { slug: 'g7-9', zh: '七至九年级', en: 'Grades 7–9', aliases: ['7-9年级', '7至9年级', '水平四'] },
] as const satisfies readonly Term[];

export type GradeSlug = SlugOf<typeof grades>;

/** The grades a stage has. Books of senior school mostly stand at no grade; lessons may still name one. */
export const gradesOfStage = {
  primary: ['g1', 'g2', 'g3', 'g4', 'g5', 'g6', 'g1-2', 'g3-4', 'g5-6'],
  junior: ['g7', 'g8', 'g9', 'g7-9'],
  'primary-54': ['g1', 'g2', 'g3', 'g4', 'g5', 'g1-2', 'g3-4'],
  'junior-54': ['g6', 'g7', 'g8', 'g9', 'g7-9'],
  senior: ['g10', 'g11', 'g12'],
  special: ['g1', 'g2', 'g3', 'g4', 'g5', 'g6', 'g7', 'g8', 'g9', 'g10', 'g11', 'g12'],
} as const satisfies Record<StageSlug, readonly GradeSlug[]>;
