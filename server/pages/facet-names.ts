import { termBySlug } from '../contract/terms/term.ts';
import { termsOfField } from '../contract/terms/terms-of-field.ts';
import type { Language } from '../contract/words/words.ts';
import type { Db } from '../db/open-database.ts';
import { findOrganisationNames } from '../db/organisations.ts';
import { listProgrammes } from '../db/programmes.ts';

/** What people call a value of a facet. Names that are nobody's (a local edition) stand for themselves. */
export async function readFacetNames(
  db: Db,
  language: Language,
  facets: Record<string, Record<string, number>>,
): Promise<(field: string, slug: string) => string> {
  const [schools, programmes] = await Promise.all([
    findOrganisationNames(db, Object.keys(facets.school ?? {})),
    listProgrammes(db),
  ]);
  return (field, slug) => {
    if (field === 'school') return schools.get(slug) ?? slug;
    if (field === 'programme') {
      const programme = programmes.find((one) => one.slug === slug);
      return (language === 'zh' ? programme?.name : programme?.name_en) ?? slug;
    }
    const term = termBySlug(termsOfField[field] ?? [], slug);
    return (language === 'zh' ? term?.zh : term?.en) ?? slug;
  };
}
