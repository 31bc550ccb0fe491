import { z } from 'zod';
import { SearchQuery } from '../../contract/search.ts';
import { NotFoundError } from '../../errors.ts';
import { presentLesson } from '../../lessons/present-lessons.ts';
import { buildBookPage } from '../../pages/build-book-page.ts';
import { BooksQuery, buildBooksPage } from '../../pages/build-books-page.ts';
import { buildHomePage } from '../../pages/build-home-page.ts';
import { buildLessonPage } from '../../pages/build-lesson-page.ts';
import { buildSearchPage } from '../../pages/build-search-page.ts';
import { definePage } from '../../pages/define-page.ts';

const mostSeconds = 24 * 3600;
const Id = z.object({ id: z.string() });

export const homePage = definePage({
  path: '/',
  summary: 'Home',
  rule: 'public',
  query: z.object({ grade: z.string().optional() }),
  build: buildHomePage,
});

export const searchPage = definePage({
  path: '/search',
  summary: 'Search',
  rule: 'public',
  limit: 'search',
  query: SearchQuery,
  build: (call) => buildSearchPage(call, '/search'),
});

export const lessonsPage = definePage({
  path: '/lessons',
  summary: 'All lessons',
  rule: 'public',
  limit: 'search',
  query: SearchQuery,
  build: (call) => buildSearchPage(call, '/lessons'),
});

export const lessonPage = definePage({
  path: '/lessons/:id',
  summary: 'One lesson; `t` is the second at which it begins to play',
  rule: 'lesson.see',
  params: Id,
  // An address that somebody has spoilt shows the lesson from its beginning.
  query: z.object({ t: z.coerce.number().min(0).max(mostSeconds).optional().catch(undefined) }),
  build: buildLessonPage,
});

export const embedPage = definePage({
  path: '/embed/:id',
  summary: 'The player alone, for other sites’ pages',
  rule: 'lesson.see',
  params: Id,
  async build({ context, actor, language, params }) {
    const lesson = await presentLesson(context, actor, language, params.id);
    if (!lesson) throw new NotFoundError();
    return { page: 'embed', lesson };
  },
});

export const booksPage = definePage({
  path: '/books',
  summary: 'Stages and subjects, and the books of one subject',
  rule: 'public',
  query: BooksQuery,
  build: buildBooksPage,
});

export const bookPage = definePage({
  path: '/books/:id',
  summary: 'One book with its units and lessons',
  rule: 'public',
  params: Id,
  build: buildBookPage,
});

export const privacyPage = definePage({
  path: '/privacy',
  summary: 'What is kept of whom',
  rule: 'public',
  build: async () => ({ page: 'privacy' }),
});
