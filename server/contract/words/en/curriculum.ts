import type { CurriculumWords } from '../zh/curriculum.ts';

export const curriculum: CurriculumWords = {
  'no-lines': '{file}: there is nothing in it.',
  'not-text': '{file}: not a text file. Save it as CSV in Excel or WPS first.',
  'too-large': '{file}: too large, {most} at most. Make several files of it.',
  'too-many-lines': '{file}: too many lines, {most} at most. Make several files of it.',
  'no-columns':
    '{file}, line {line}: the columns “Stage” and “Subject” are missing. Take the first line of the template.',
  'unknown-column': '{file}, line {line}: “{value}” is no column of the template; rename it or take it out.',
  'repeated-column': '{file}, line {line}: there are two columns “{value}”.',
  'cell-without-column': '{file}, line {line}: nothing stands above the column of “{value}”.',
  'short-line':
    '{file}, line {line}: {cells} columns where the heading has {wanted}; empty ones need their comma too.',
  'unit-gap': '{file}, line {line}: the unit above “{value}” is empty.',
  'broken-quotes': '{file}, line {line}: a double quote that begins here is never closed.',
  'not-json': '{file}, line {line}: not one whole JSON object.',
  'empty-field': '{file}, line {line}: “{field}” is empty.',
  'long-field': '{file}, line {line}: “{field}” is too long, {most} characters at most.',
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
