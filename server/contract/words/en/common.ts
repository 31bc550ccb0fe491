import type { common as zh } from '../zh/common.ts';

export const common: Record<keyof typeof zh, string> = {
  lessons: '{count} lessons',
  oneLesson: '1 lesson',
  noLessons: 'No lessons yet',
  all: 'All',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  back: 'Back',
  optional: 'optional',
  required: 'required',
  fieldMissing: 'Please fill this in.',
  fieldNoNumber: 'Please give a number.',
  fieldBelow: 'Not less than {min}.',
  fieldAbove: 'Not more than {max}.',
  fieldNotWhole: 'Please give a whole number.',
  fieldWrong: 'This is not filled in right.',
  networkProblem: 'The network does not answer. Please check it and try again.',
  unreadableAnswer: 'The server’s answer could not be read. Please try again later.',
};
