import type { CurriculumWords } from '../zh/curriculum.ts';

export const curriculum: CurriculumWords = {
  'not-json': '{file}, line {line}: not one whole JSON object.',
  'bad-field': '{file}, line {line}: “{field}” is not written as it should be.',
  'unknown-field': '{file}, line {line}: there is no field “{field}”.',
  'unknown-stage': '{file}, line {line}: there is no stage “{value}”.',
  'unknown-subject': '{file}, line {line}: there is no subject “{value}”.',
  'unknown-grade': '{file}, line {line}: there is no grade “{value}”.',
  'unusable-name': '{file}, line {line}: “{value}” has no letters to make a name of.',
  'repeated-topic': '{file}, line {line}: “{value}” is already on line {other}.',
  'repeated-unit': '{file}, line {line}: the book has a unit “{value}” with another number already.',
  'book-without-volume': '{file}, line {line}: the book “{value}” has no volume.',
  'other-book': '{file}, line {line}: the book “{value}” was called “{other}” before.',
};
