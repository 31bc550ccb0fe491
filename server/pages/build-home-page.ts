import type { PageContent } from '../contract/pages.ts';
import { grades } from '../contract/terms/grades.ts';
import type { Language } from '../contract/words/words.ts';
import { listAwardedPublishedLessonIds } from '../db/awards.ts';
import { countLessons } from '../db/lessons.ts';
import type { BookFilter } from '../db/nodes.ts';
import { EngineUnavailableError } from '../errors.ts';
import { askSearch } from '../lessons/ask-search.ts';
import { presentLessons } from '../lessons/present-lessons.ts';
import type { Call } from '../route.ts';
import { type Shelves, shelveBooks } from './shelve-books.ts';
import { withQuery } from './with-query.ts';

const cards = 8;
const exampleCount = 4;

type HomePage = Extract<PageContent, { page: 'home' }>;

export async function buildHomePage(call: Call<unknown, { grade?: string }>): Promise<HomePage> {
  const { context, actor, language, query } = call;
  const { db } = context.database;
  const newestIds = await listNewest(call);
  const [newest, awarded, totals, shelves] = await Promise.all([
    presentLessons(context, actor, language, newestIds),
    listAwardedPublishedLessonIds(db, cards).then((ids) => presentLessons(context, actor, language, ids)),
    countLessons(db),
    query.grade ? shelveBooks(db, booksOfGrade(query.grade), language, { onlyNamed: false }) : noShelves,
  ]);
  const publicNewest = newest.filter((lesson) => lesson.state === 'published');
  return {
    page: 'home',
    grades: gradeChoices(language, query.grade),
    books: fullFirst(shelves.first),
    otherBooks: fullFirst(shelves.others),
    newest: publicNewest,
    awarded,
    examples: publicNewest.slice(0, exampleCount).map((lesson) => lesson.title),
    totals: { lessons: totals.published, awarded: totals.awarded, schools: totals.schools },
  };
}

/** Without an index there is no list of the newest; the rest of the page stays. */
async function listNewest({ context, query, signal }: Call<unknown, { grade?: string }>): Promise<string[]> {
  const filters = query.grade ? filtersOfGrade(query.grade) : {};
  const asked = { q: '', filters, sort: 'newest', limit: cards } as const;
  try {
    const found = await askSearch(context.search.search(asked, signal));
    return found.hits.map((hit) => hit.id);
  } catch (error) {
    if (error instanceof EngineUnavailableError) return [];
    throw error;
  }
}

const seniorSlug = 'senior';

const noShelves: Shelves = { first: [], others: [] };

/** Books in which there is something to see come first; within them the order of the shelf stays. */
function fullFirst(books: Shelves['first']) {
  const links = books.map(({ link }) => link);
  return links.toSorted((a, b) => Number(b.lessons > 0) - Number(a.lessons > 0));
}

function booksOfGrade(grade: string): BookFilter {
  return grade === seniorSlug ? { stage: 'senior' } : { grade };
}

function filtersOfGrade(grade: string) {
  return grade === seniorSlug ? { stage: ['senior'] } : { grade: [grade] };
}

/** Grade 1 to 9, and senior school as one: most of its books stand at no grade. */
function gradeChoices(language: Language, chosen: string | undefined): HomePage['grades'] {
  const schoolGrades = grades.filter((grade) => /^g[1-9]$/.test(grade.slug));
  const choices = [
    ...schoolGrades.map(({ slug, zh, en }) => ({ slug: slug as string, name: language === 'zh' ? zh : en })),
    { slug: seniorSlug, name: language === 'zh' ? '高中' : 'Senior' },
  ];
  return choices.map((choice) => ({
    ...choice,
    chosen: choice.slug === chosen,
    href: withQuery('/', { grade: choice.slug === chosen ? undefined : choice.slug }),
  }));
}
