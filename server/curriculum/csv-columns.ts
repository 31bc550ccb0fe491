import type { Term } from '../contract/terms/term.ts';
import type { CurriculumRow } from './curriculum-row.ts';

/** Deeper units than four are printed nowhere. */
export const unitColumns = ['unit', 'unit2', 'unit3', 'unit4'] as const;

export type CsvColumn = Exclude<keyof CurriculumRow, 'unit'> | (typeof unitColumns)[number];

/** The columns of a curriculum as a spreadsheet, in the order of the template; any may be left out but the first two. */
export const csvColumns = [
  { slug: 'stage', zh: '学段', en: 'Stage' },
  { slug: 'subject', zh: '学科', en: 'Subject', aliases: ['科目'] },
  { slug: 'edition', zh: '版本', en: 'Edition', aliases: ['教材版本'] },
  { slug: 'grade', zh: '年级', en: 'Grade' },
  { slug: 'volume', zh: '册次', en: 'Volume', aliases: ['册', '学期', '上下册'] },
  { slug: 'book', zh: '书名', en: 'Book', aliases: ['教材名称', '教材'] },
  { slug: 'unit', zh: '单元', en: 'Unit', aliases: ['单元名称', '章', '章节', '单元/章'] },
  { slug: 'unit2', zh: '第二级单元', en: 'Unit, level 2', aliases: ['节'] },
  { slug: 'unit3', zh: '第三级单元', en: 'Unit, level 3' },
  { slug: 'unit4', zh: '第四级单元', en: 'Unit, level 4' },
  { slug: 'no', zh: '编号', en: 'Number', aliases: ['序号', '课号', 'no'] },
  { slug: 'lesson', zh: '课题', en: 'Lesson', aliases: ['课', '课名', '课文', '课题名称'] },
  { slug: 'key', zh: '原名', en: 'Former name', aliases: ['原来的名称'] },
] as const satisfies readonly (Term & { slug: CsvColumn })[];
