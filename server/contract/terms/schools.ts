import type { SlugOf, Term } from './term.ts';

/** 办学性质. */
export const natures = [
  { slug: 'public', zh: '公办', en: 'Public', aliases: ['公立'] },
  { slug: 'private', zh: '民办', en: 'Private', aliases: ['私立'] },
] as const satisfies readonly Term[];

export type NatureSlug = SlugOf<typeof natures>;

/** 办学地. */
export const places = [
  { slug: 'town', zh: '城镇', en: 'Town', aliases: ['城区', '县镇', '镇区', '城市'] },
  { slug: 'rural', zh: '农村', en: 'Rural', aliases: ['乡村'] },
  { slug: 'teaching-point', zh: '教学点', en: 'Teaching point', aliases: ['村小教学点'] },
] as const satisfies readonly Term[];

export type PlaceSlug = SlugOf<typeof places>;

/** Sets of schools. */
export const groupKinds = [
  { slug: 'group', zh: '教育集团', en: 'Education group', aliases: ['集团'] },
  { slug: 'district', zh: '学区', en: 'School district', aliases: ['小班化共同体', '学区共同体'] },
] as const satisfies readonly Term[];

export type GroupKindSlug = SlugOf<typeof groupKinds>;
