import { z } from 'zod';

/** Where an answer goes on. */
export interface Place {
  offset: number;
  /** Which reading of the query was answered. */
  reading: number;
  /** Whether lessons were among the hits that were found by what their captions or attachments say. */
  contents: boolean;
}

/** The cursor is not one that an answer gave. */
export class InvalidCursorError extends Error {
  override name = 'InvalidCursorError';
}

const place = z.tuple([z.number().int().min(0).max(1_000_000), z.number().int().min(0).max(99), z.boolean()]);

export function writeCursor({ offset, reading, contents }: Place): string {
  return Buffer.from(JSON.stringify([offset, reading, contents])).toString('base64url');
}

/** Throws `InvalidCursorError`. */
export function readCursor(cursor: string): Place {
  try {
    const [offset, reading, contents] = place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { offset, reading, contents };
  } catch (error) {
    throw new InvalidCursorError('not a cursor of this search', { cause: error });
  }
}
