import type { SlugOf, Term } from './term.ts';

/** Licences by their SPDX name in lower case; `url` is the deed, where there is one. */
export const licences = [
  {
    slug: 'cc-by-nc-sa-4.0',
    zh: '署名—非商业性使用—相同方式共享 4.0',
    en: 'Attribution-NonCommercial-ShareAlike 4.0',
    aliases: ['CC BY-NC-SA 4.0', 'CC BY-NC-SA'],
    url: 'https://creativecommons.org/licenses/by-nc-sa/4.0/deed.zh-hans',
  },
  {
    slug: 'cc-by-nc-4.0',
    zh: '署名—非商业性使用 4.0',
    en: 'Attribution-NonCommercial 4.0',
    aliases: ['CC BY-NC 4.0', 'CC BY-NC'],
    url: 'https://creativecommons.org/licenses/by-nc/4.0/deed.zh-hans',
  },
  {
    slug: 'cc-by-sa-4.0',
    zh: '署名—相同方式共享 4.0',
    en: 'Attribution-ShareAlike 4.0',
    aliases: ['CC BY-SA 4.0', 'CC BY-SA'],
    url: 'https://creativecommons.org/licenses/by-sa/4.0/deed.zh-hans',
  },
  {
    slug: 'cc-by-4.0',
    zh: '署名 4.0',
    en: 'Attribution 4.0',
    aliases: ['CC BY 4.0', 'CC BY'],
    url: 'https://creativecommons.org/licenses/by/4.0/deed.zh-hans',
  },
  {
    slug: 'all-rights-reserved',
    zh: '保留所有权利，仅供在本平台观看',
    en: 'All rights reserved, for watching here only',
    aliases: ['保留所有权利', '版权所有'],
    url: null,
  },
] as const satisfies readonly (Term & { url: string | null })[];

export type LicenceSlug = SlugOf<typeof licences>;

export const defaultLicence: LicenceSlug = 'cc-by-nc-sa-4.0';
