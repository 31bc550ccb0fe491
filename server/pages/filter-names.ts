import { termBySlug } from '../contract/terms/term.ts';
import { termsOfField } from '../contract/terms/terms-of-field.ts';
import type { Language } from '../contract/words/words.ts';
import { nodePathNames } from '../curriculum/node-names.ts';
import { listTeachersWithPublished } from '../db/lessons.ts';
import { everybody, findShownNodes } from '../db/nodes.ts';
import type { Db } from '../db/open-database.ts';
import { findOrganisationNames } from '../db/organisations.ts';
import { listProgrammes } from '../db/programmes.ts';
import { readNodeChains } from '../lessons/node-chains.ts';

/** The fields whose values are ids, which have to be looked up. */
export type FilterIds = Record<'school' | 'node' | 'teacher', readonly string[]>;

/** What people call the value of a filter; null where it is the id of nothing that is public. */
export type FilterNames = (field: string, value: string) => string | null;

/** Reads the names of filters' values. Names that are nobody's (a local edition) stand for themselves. */
export async function readFilterNames(db: Db, language: Language, ids: FilterIds): Promise<FilterNames> {
  const [schools, teachers, nodes, programmes] = await Promise.all([
    findOrganisationNames(db, ids.school),
    listTeachersWithPublished(db, ids.teacher),
    findShownNodes(db, ids.node, everybody),
    listProgrammes(db),
  ]);
  const chains = await readNodeChains(
    db,
    nodes.map(({ path }) => ({ node_path: path })),
  );
  return (field, value) => {
    switch (field) {
      case 'school':
        return schools.get(value) ?? null;
      case 'teacher':
        return teachers.find(({ id }) => id === value)?.name ?? null;
      case 'node': {
        const node = nodes.find(({ id }) => id === value);
        return node ? nodePathNames(chains.of(node.path)).join(' ') : null;
      }
      case 'programme': {
        const programme = programmes.find(({ slug }) => slug === value);
        return (language === 'zh' ? programme?.name : programme?.name_en) ?? value;
      }
      default: {
        const term = termBySlug(termsOfField[field] ?? [], value);
        return (language === 'zh' ? term?.zh : term?.en) ?? value;
      }
    }
  };
}
