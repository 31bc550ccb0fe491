import { z } from 'zod';

/** Where an answer goes on. */
export interface Place {
  offset: number;
  /** Which reading of the query was answered. */
  reading: number;
}

/** The cursor is not one that an answer gave. */
export class InvalidCursorError extends Error {
  override name = 'InvalidCursorError';
}

const place = z.tuple([z.number().int().min(0).max(1_000_000), z.number().int().min(0).max(9)]);

export function writeCursor({ offset, reading }: Place): string {
  return Buffer.from(JSON.stringify([offset, reading])).toString('base64url');
}

/** Throws `InvalidCursorError`. */
export function readCursor(cursor: string): Place {
  try {
    const [offset, reading] = place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { offset, reading };
  } catch (error) {
    throw new InvalidCursorError('not a cursor of this search', { cause: error });
  }
}
