import type { ExpectedCells } from './cells.ts';
import { lessonCells, lessonCellsWhenClosed } from './lessons.ts';
import { libraryCells } from './library.ts';
import { peopleCells } from './people.ts';
import { playAndUploadCells } from './play-and-uploads.ts';
import { roundCells } from './rounds.ts';

/** Who may what, by `METHOD path` as in the route table: a route that is missing here fails. */
export const expectedCells: ExpectedCells = {
  ...lessonCells,
  ...playAndUploadCells,
  ...peopleCells,
  ...roundCells,
  ...libraryCells,
};

/** The same outside open periods, for the routes on which it makes a difference. */
export const expectedCellsWhenClosed: ExpectedCells = lessonCellsWhenClosed;
