import { z } from 'zod';
import type { BookShelf, PageContent } from '../contract/pages.ts';
import { grades } from '../contract/terms/grades.ts';
import { type StageSlug, stages } from '../contract/terms/stages.ts';
import { subjects } from '../contract/terms/subjects.ts';
import { findTerm, termBySlug } from '../contract/terms/term.ts';
import type { Language } from '../contract/words/words.ts';
import { findSubject } from '../curriculum/place.ts';
import { listSubjectsWithBooks } from '../db/nodes.ts';
import { NotFoundError } from '../errors.ts';
import type { Call } from '../route.ts';
import { countLessonsBelow, nameOfSubject } from './book-links.ts';
import { type ShelvedBook, shelveBooks } from './shelve-books.ts';
import { withQuery } from './with-query.ts';

const text = z.string().max(100).optional();

/** Slugs or names of terms; without a subject, the way to one. */
export const BooksQuery = z.object({ stage: text, subject: text, grade: text });
type BooksQuery = z.infer<typeof BooksQuery>;

type BooksPage = Extract<PageContent, { page: 'books' }>;

/** From stage and subject to the books of one subject: never all books at once, of which there are thousands. */
export async function buildBooksPage(call: Call<unknown, BooksQuery>): Promise<BooksPage> {
  const { context, language, query } = call;
  const { db } = context.database;
  const stage = query.stage === undefined ? undefined : findTerm(stages, query.stage)?.slug;
  if (query.stage !== undefined && !stage) throw new NotFoundError();
  if (stage && query.subject !== undefined)
    return { page: 'books', stages: [], shelf: await buildShelf(call, stage, query.subject) };
  const [places, lessonsBelow] = await Promise.all([listSubjectsWithBooks(db), countLessonsBelow(db)]);
  return {
    page: 'books',
    shelf: null,
    stages: stages
      .filter(({ slug }) => stage === undefined || slug === stage)
      .map(({ slug: own, ...term }) => ({
        ...{ slug: own, name: nameIn(language, term), href: withQuery('/books', { stage: own }) },
        subjects: subjects
          .filter(({ slug }) => places.some((place) => place.stage === own && place.subject === slug))
          .map((subject) => ({
            slug: subject.slug,
            name: nameOfSubject({ stage: own, subject: subject.slug }, language),
            href: withQuery('/books', { stage: own, subject: subject.slug }),
            lessons: lessonsBelow.get(`${own}/${subject.slug}`) ?? 0,
          })),
      }))
      .filter(({ subjects: own }) => own.length > 0),
  };
}

const nameIn = (language: Language, { zh, en }: { zh: string; en: string }) => (language === 'zh' ? zh : en);

async function buildShelf(
  { context, language, query }: Call<unknown, BooksQuery>,
  stage: StageSlug,
  subjectText: string,
): Promise<BookShelf> {
  const slug = findSubject(subjectText, stage);
  const stageTerm = termBySlug(stages, stage);
  if (!slug || !stageTerm) throw new NotFoundError();
  const filter = { stage, subject: slug };
  const shelves = await shelveBooks(context.database.db, filter, language, { onlyNamed: true });
  const all = [...shelves.first, ...shelves.others];
  if (all.length === 0) throw new NotFoundError();
  // Where no book has more than a name, none stands behind another.
  const { first, others } = shelves.first.length > 0 ? shelves : { first: all, others: [] };
  const chosen = query.grade === undefined ? undefined : findTerm(grades, query.grade)?.slug;
  const isChosen = ({ node }: ShelvedBook) => chosen === undefined || node.grade === chosen;
  const here = { ...filter, grade: chosen };
  return {
    stage: { slug: stage, name: nameIn(language, stageTerm), href: withQuery('/books', { stage }) },
    subject: {
      slug,
      name: nameOfSubject(filter, language),
      href: withQuery('/books', filter),
    },
    grades: grades
      .filter((grade) => all.some(({ node }) => node.grade === grade.slug))
      .map((grade) => ({
        slug: grade.slug,
        name: nameIn(language, grade),
        chosen: grade.slug === chosen,
        href: withQuery('/books', { ...here, grade: grade.slug === chosen ? undefined : grade.slug }),
      })),
    groups: groupByGrade(first.filter(isChosen), language),
    others: groupByEdition(others.filter(isChosen)),
  };
}

/** Grade by grade, editions in the order of their terms; what stands at no grade, as in senior school, edition by edition. */
function groupByGrade(books: readonly ShelvedBook[], language: Language): BookShelf['groups'] {
  const ofGrades = grades.flatMap((grade) => {
    const own = books.filter(({ node }) => node.grade === grade.slug);
    return own.length > 0 ? { name: nameIn(language, grade), books: own.map(({ link }) => link) } : [];
  });
  return [...ofGrades, ...groupByEdition(books.filter(({ node }) => node.grade === null))];
}

function groupByEdition(books: readonly ShelvedBook[]): BookShelf['others'] {
  const byEdition = Map.groupBy(books, ({ link }) => link.edition);
  return [...byEdition].map(([name, own]) => ({ name, books: own.map(({ link }) => link) }));
}
