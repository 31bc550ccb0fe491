import { editions } from '../contract/terms/editions.ts';
import { grades } from '../contract/terms/grades.ts';
import { kinds } from '../contract/terms/lesson-kinds.ts';
import { awards } from '../contract/terms/levels.ts';
import { stages } from '../contract/terms/stages.ts';
import { subjects } from '../contract/terms/subjects.ts';
import { type Term, termBySlug } from '../contract/terms/term.ts';
import { volumes } from '../contract/terms/volumes.ts';
import type { Language } from '../contract/words/words.ts';
import type { Db } from '../db/open-database.ts';
import { findOrganisationNames } from '../db/organisations.ts';
import { listProgrammes } from '../db/programmes.ts';

const termsOf: Partial<Record<string, readonly Term[]>> = {
  stage: stages,
  subject: subjects,
  grade: grades,
  edition: editions,
  volume: volumes,
  kind: kinds,
  award: awards,
};

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
    const term = termBySlug(termsOf[field] ?? [], slug);
    return (language === 'zh' ? term?.zh : term?.en) ?? slug;
  };
}
