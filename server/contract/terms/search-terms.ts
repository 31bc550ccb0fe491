import { editions } from './editions.ts';
import { everydaySubjectNames, formerSubjectNames } from './former-names.ts';
import { grades, gradesOfStage } from './grades.ts';
import { kinds } from './lesson-kinds.ts';
import { awards } from './levels.ts';
import { stages } from './stages.ts';
import { type SubjectTerm, subjects } from './subjects.ts';
import type { Term } from './term.ts';
import { volumes } from './volumes.ts';

export interface SearchTerm {
  slug: string;
  zh: string;
  en: string;
  aliases: string[];
  everydayNames?: string[];
  ungradedOf?: string;
}

export interface SearchTerms {
  stages: SearchTerm[];
  subjects: SearchTerm[];
  grades: SearchTerm[];
  editions: SearchTerm[];
  volumes: SearchTerm[];
  kinds: SearchTerm[];
  awards: SearchTerm[];
}

/**
 * The lists that search is handed, so that it need not know ours. Aliases of one character (上, 全) are for
 * forms and spreadsheets; in a query they say too little.
 */
export function searchTerms(): SearchTerms {
  return {
    stages: plain(stages),
    subjects: plain(subjects, (subject: SubjectTerm) => [
      ...Object.values(subject.zhInStage ?? {}),
      ...namesOf(formerSubjectNames, subject.slug),
    ]).map((subject) => ({ ...subject, everydayNames: everydayOf(subject) })),
    grades: plain(grades).map((grade) =>
      gradesOfStage.senior.some((slug) => slug === grade.slug) ? { ...grade, ungradedOf: 'senior' } : grade,
    ),
    editions: plain(editions, shortEditionNames),
    volumes: plain(volumes),
    kinds: plain(kinds),
    awards: plain(awards),
  };
}

/** 湘科 for 湘科版: publishers' short names, where they are no place and no other word. */
function shortEditionNames({ zh, aliases = [] }: Term): string[] {
  return [zh, ...aliases].flatMap(
    (name) => /^(?!教科)(\p{sc=Han}{1,3}[教科美音艺译师研])版$/u.exec(name)?.[1] ?? [],
  );
}

function namesOf(names: Readonly<Record<string, readonly string[]>>, slug: string): string[] {
  return Object.entries(names).flatMap(([name, slugs]) => (slugs.includes(slug) ? [name] : []));
}

function everydayOf({ zh, aliases }: SearchTerm): string[] {
  const own = new Set([zh, ...aliases]);
  return everydaySubjectNames.filter((name) => own.has(name));
}

function plain<T extends Term>(
  terms: readonly T[],
  moreNames: (term: T) => string[] = () => [],
): SearchTerm[] {
  return terms.map((term) => {
    const others = new Set([...(term.aliases ?? []), ...moreNames(term)]);
    others.delete(term.zh);
    const aliases = [...others].filter((alias) => [...alias].length > 1);
    return { slug: term.slug, zh: term.zh, en: term.en, aliases };
  });
}
