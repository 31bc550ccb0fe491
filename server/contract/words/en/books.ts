import type { books as zh } from '../zh/books.ts';

export const books: Record<keyof typeof zh, string> = {
  title: 'Textbooks',
  intro: 'Open the textbook in front of you and find its lesson.',
  empty: 'No textbooks yet',
  emptyText: 'They appear here once the list of contents has been imported. You can search in the meantime.',
  emptyAction: 'Search',
  path: 'Place',
  coverage: '{count} topics, {covered} of them with lessons',
  coverageUnits: '{count} units, {covered} of them with lessons',
  noUnits: 'The units and topics of this book are not known yet; try a search.',
  gap: 'No lesson yet',
  unitLessons: 'The whole unit',
  stages: 'Stages',
  otherEditions: 'Other editions',
  otherCount: '{count} books',
  grades: 'Grades',
  stageSubject: '{subject}, {stage}',
  noFirst: 'The books of this grade are all under “Other editions” below.',
  former: 'Topics no longer in the contents',
  formerHint: 'They were retired with an update of the curriculum; their lessons are all here.',
  byStandard: 'By the curriculum standard',
};
