import type { SlugOf, Term } from './term.ts';

/** Levels of organisations, from the top of the tree to its leaves. */
export const organisationLevels = [
  { slug: 'ministry', zh: '教育部', en: 'Ministry', aliases: ['国家', '部'] },
  { slug: 'province', zh: '省', en: 'Province', aliases: ['省教育厅', '自治区', '直辖市'] },
  { slug: 'city', zh: '市', en: 'City', aliases: ['市教育局', '地级市', '州', '盟'] },
  { slug: 'county', zh: '县（区）', en: 'County', aliases: ['县', '区', '区县', '县区', '县级市', '旗'] },
  { slug: 'school', zh: '学校', en: 'School', aliases: ['校'] },
] as const satisfies readonly Term[];

export type LevelSlug = SlugOf<typeof organisationLevels>;

/** Levels of rounds, in the order in which a lesson climbs. */
export const roundLevels = [
  { slug: 'school', zh: '校级', en: 'School level', aliases: ['校', '学校'] },
  { slug: 'county', zh: '县（区）级', en: 'County level', aliases: ['县级', '区级', '区县级', '县区级'] },
  { slug: 'city', zh: '市级', en: 'City level', aliases: ['地市级', '市'] },
  { slug: 'province', zh: '省级', en: 'Province level', aliases: ['省', '自治区级'] },
  { slug: 'ministry', zh: '部级', en: 'Ministry level', aliases: ['国家级', '教育部', '部'] },
] as const satisfies readonly (Term & { slug: LevelSlug })[];

/** 优课: the level a lesson has reached. `seal` is the two characters of the badge. */
export const awards = [
  {
    slug: 'school',
    zh: '校级优课',
    en: 'School award',
    seal: '校优',
    aliases: ['校优', '校级', '校级精品课'],
  },
  {
    slug: 'county',
    zh: '县（区）级优课',
    en: 'County award',
    seal: '县优',
    aliases: ['县优', '区优', '县级优课', '区级优课', '县级', '区级', '县级精品课', '区级精品课'],
  },
  {
    slug: 'city',
    zh: '市级优课',
    en: 'City award',
    seal: '市优',
    aliases: ['市优', '市级', '市级精品课'],
  },
  {
    slug: 'province',
    zh: '省级优课',
    en: 'Province award',
    seal: '省优',
    aliases: ['省优', '省级', '省级精品课'],
  },
  {
    slug: 'ministry',
    zh: '部级优课',
    en: 'Ministry award',
    seal: '部优',
    aliases: ['部优', '部级', '部级精品课', '国家级优课', '国优'],
  },
] as const satisfies readonly (Term & { slug: LevelSlug; seal: string })[];
