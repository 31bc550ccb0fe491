import { keysOfTerm, type SlugOf, type Term, termKey } from './term.ts';

/**
 * 册次. Senior school numbers its books 必修 and 选择性必修; some books print 第一册, some a bare 1, some
 * 上册, and most add a title of their own (必修1 分子与细胞), which is the node's name, not a term.
 */
export const volumes = [
  { slug: 'v1', zh: '上册', en: 'Volume 1', aliases: ['上', '上学期', '第一学期', '全一册（上）'] },
  { slug: 'v2', zh: '下册', en: 'Volume 2', aliases: ['下', '下学期', '第二学期', '全一册（下）'] },
  { slug: 'full', zh: '全一册', en: 'Single volume', aliases: ['全册', '全年', '全'] },
  { slug: 'required', zh: '必修', en: 'Required', aliases: ['必修 全一册', '必修（全一册）'] },
  {
    slug: 'required-a',
    zh: '必修 上册',
    en: 'Required, part A',
    aliases: ['必修（上）', '必修上', '必修 中外历史纲要（上）', '中外历史纲要（上）', '中外历史纲要上'],
  },
  {
    slug: 'required-b',
    zh: '必修 下册',
    en: 'Required, part B',
    aliases: ['必修（下）', '必修下', '必修 中外历史纲要（下）', '中外历史纲要（下）', '中外历史纲要下'],
  },
  {
    slug: 'required-1',
    zh: '必修 第一册',
    en: 'Required 1',
    aliases: ['必修1', '必修一', '必修 技术与设计1', '技术与设计1'],
  },
  {
    slug: 'required-2',
    zh: '必修 第二册',
    en: 'Required 2',
    aliases: ['必修2', '必修二', '必修 技术与设计2', '技术与设计2'],
  },
  { slug: 'required-3', zh: '必修 第三册', en: 'Required 3', aliases: ['必修3', '必修三'] },
  { slug: 'required-4', zh: '必修 第四册', en: 'Required 4', aliases: ['必修4', '必修四'] },
  { slug: 'required-5', zh: '必修 第五册', en: 'Required 5', aliases: ['必修5', '必修五'] },
  { slug: 'required-6', zh: '必修 第六册', en: 'Required 6', aliases: ['必修6', '必修六'] },
  { slug: 'elective', zh: '选择性必修', en: 'Elective', aliases: ['选必', '选修', '选择性必修 全一册'] },
  {
    slug: 'elective-a',
    zh: '选择性必修 上册',
    en: 'Elective, part A',
    aliases: ['选择性必修（上）', '选择性必修上', '选必上', '选必上册'],
  },
  {
    slug: 'elective-m',
    zh: '选择性必修 中册',
    en: 'Elective, part B',
    aliases: ['选择性必修（中）', '选择性必修中', '选必中', '选必中册'],
  },
  {
    slug: 'elective-b',
    zh: '选择性必修 下册',
    en: 'Elective, part C',
    aliases: ['选择性必修（下）', '选择性必修下', '选必下', '选必下册'],
  },
  {
    slug: 'elective-1',
    zh: '选择性必修 第一册',
    en: 'Elective 1',
    aliases: ['选择性必修1', '选择性必修一', '选必1', '选必一'],
  },
  {
    slug: 'elective-2',
    zh: '选择性必修 第二册',
    en: 'Elective 2',
    aliases: ['选择性必修2', '选择性必修二', '选必2', '选必二'],
  },
  {
    slug: 'elective-3',
    zh: '选择性必修 第三册',
    en: 'Elective 3',
    aliases: ['选择性必修3', '选择性必修三', '选必3', '选必三'],
  },
  {
    slug: 'elective-4',
    zh: '选择性必修 第四册',
    en: 'Elective 4',
    aliases: ['选择性必修4', '选择性必修四', '选必4', '选必四'],
  },
  { slug: 'elective-5', zh: '选择性必修 第五册', en: 'Elective 5', aliases: ['选择性必修5', '选必5'] },
  { slug: 'elective-6', zh: '选择性必修 第六册', en: 'Elective 6', aliases: ['选择性必修6', '选必6'] },
  { slug: 'elective-7', zh: '选择性必修 第七册', en: 'Elective 7', aliases: ['选择性必修7', '选必7'] },
  { slug: 'elective-8', zh: '选择性必修 第八册', en: 'Elective 8', aliases: ['选择性必修8', '选必8'] },
  { slug: 'elective-9', zh: '选择性必修 第九册', en: 'Elective 9', aliases: ['选择性必修9', '选必9'] },
  { slug: 'elective-10', zh: '选择性必修 第十册', en: 'Elective 10', aliases: ['选择性必修10', '选必10'] },
  { slug: 'elective-11', zh: '选择性必修 第十一册', en: 'Elective 11', aliases: ['选择性必修11', '选必11'] },
] as const satisfies readonly Term[];

export type VolumeSlug = SlugOf<typeof volumes>;

/** The volume a book's printed title begins with: 必修1 分子与细胞 is 必修1, 选择性必修10 is not 选择性必修1. */
export function findVolume(text: string): (typeof volumes)[number] | undefined {
  const wanted = termKey(text);
  let found: { volume: (typeof volumes)[number]; length: number } | undefined;
  for (const volume of volumes) {
    for (const key of keysOfTerm(volume)) {
      if (key === wanted) return volume;
      const begins = key.length > 1 && wanted.startsWith(key) && !/^\d/u.test(wanted.slice(key.length));
      if (begins && key.length > (found?.length ?? 0)) found = { volume, length: key.length };
    }
  }
  return found?.volume;
}
