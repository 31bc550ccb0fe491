import type { books as zh } from '../zh/books.ts';

export const books: Record<keyof typeof zh, string> = {
  title: 'Textbooks',
  intro: 'Open the textbook in front of you and find its lesson.',
  empty: 'No textbooks yet',
  emptyText: 'They appear here once the list of contents has been imported. You can search in the meantime.',
  emptyAction: 'Search',
  path: 'Place',
  coverage: '{topics} topics, {covered} of them with lessons',
  gap: 'No lesson yet',
  unitLessons: 'The whole unit',
  search: 'Search in this book',
  stages: 'Stages',
  otherEditions: 'Other editions',
  otherCount: '{count} books',
  grades: 'Grades',
  subjects: 'Subjects',
  allSubjects: 'All subjects',
  stageSubject: '{subject}, {stage}',
  noFirst: 'The books of this grade are all under “Other editions” below.',
  former: 'Topics no longer in the contents',
  formerHint: 'They were retired with an update of the curriculum; their lessons are all here.',
};
