import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { NotFoundError } from '../errors.ts';
import type { HotFiles } from './hot-files.ts';
import { MediaNotFoundError, type MediaStore } from './media-store.ts';

export interface StoredFile {
  key: string;
  contentType: string;
  cacheControl: string;
  /** Sent as an attachment under this name; shown in place without one. */
  filename?: string;
  /** Where files that many ask for at once are kept in memory; without it every answer is read from the store. */
  hot?: HotFiles;
}

/**
 * Answers GET and HEAD with a stored file: one byte range, validators, back-pressure from a slow client.
 * The validator is size and time of storing: what is stored under a key never changes, unless it was removed and
 * is stored anew.
 *
 * Throws `NotFoundError` when nothing is stored there.
 */
export async function sendStoredFile(
  store: MediaStore,
  file: StoredFile,
  request: Request,
  response: Response,
  signal: AbortSignal,
): Promise<void> {
  const held = await file.hot?.hold(file.key);
  if (held && response.closed) return held.release();
  if (held) response.once('close', held.release);
  const stat = held ? { bytes: held.bytes.length, modifiedAt: held.modifiedAt } : await store.stat(file.key);
  if (!stat) throw new NotFoundError();
  response.set({
    'Content-Type': file.contentType,
    'Cache-Control': file.cacheControl,
    'Accept-Ranges': 'bytes',
    'Last-Modified': stat.modifiedAt.toUTCString(),
    ETag: `"${stat.bytes.toString(36)}-${Math.floor(stat.modifiedAt.getTime()).toString(36)}"`,
    'X-Content-Type-Options': 'nosniff',
  });
  if (file.filename !== undefined) response.attachment(file.filename).set('Content-Type', file.contentType);
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  const range = isStillWanted(request, response) ? readRange(request, stat.bytes) : undefined;
  if (range === 'unsatisfiable') {
    response.status(416).set('Content-Range', `bytes */${stat.bytes}`).end();
    return;
  }
  const length = range ? range.end - range.start + 1 : stat.bytes;
  response.set('Content-Length', String(length));
  if (range) response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${stat.bytes}`);
  if (request.method === 'HEAD' || length === 0) {
    response.end();
    return;
  }
  if (held) {
    response.end(range ? held.bytes.subarray(range.start, range.end + 1) : held.bytes);
    return;
  }
  // Log, limits, a stop, compression and the pipeline each wait for the end: a few more than the ten that Node expects.
  response.setMaxListeners(20);
  try {
    await pipeline(await store.read(file.key, range, signal), response);
  } catch (error) {
    if (error instanceof MediaNotFoundError) throw new NotFoundError();
    // The viewer has moved on: nobody is left to be told.
    if (signal.aborted || response.destroyed) return;
    throw error;
  }
}

/**
 * Whether a range fits to what the client has: `If-Range` holds one of our own validators, compared as they
 * stand, which no weak tag survives (RFC 9110, 13.1.5).
 */
function isStillWanted(request: Request, response: Response): boolean {
  const held = request.get('if-range');
  return held === undefined || held === response.get('etag') || held === response.get('last-modified');
}

/** The first range asked for; several at once are answered with the whole (RFC 9110, 14.2). */
function readRange(
  request: Request,
  bytes: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const ranges = request.range(bytes, { combine: true });
  if (ranges === undefined || ranges === -2) return undefined;
  if (ranges === -1) return 'unsatisfiable';
  const [range] = ranges;
  return ranges.type === 'bytes' && ranges.length === 1 && range
    ? { start: range.start, end: range.end }
    : undefined;
}
