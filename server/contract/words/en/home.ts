import type { home as zh } from '../zh/home.ts';

export const home: Record<keyof typeof zh, string> = {
  question: 'Which lesson today?',
  placeholder: 'Topic, unit or teacher: 三年级 分数',
  find: 'Find',
  examples: 'Try',
  myGrade: 'My grade',
  allBooks: 'All textbooks',
  booksOf: 'Textbooks of {grade}',
  newest: 'Newest',
  allNewest: 'All by date',
  awarded: 'Awarded lessons',
  allAwarded: 'All awarded',
  totals: '{lessons} lessons from {schools} schools; {awarded} of them hold an award.',
  emptyTitle: 'Nothing has been published yet',
  emptyText: 'Lessons appear here once a school has checked them.',
  emptyAction: 'Sign in to upload the first lesson',
};
