import { open, rm } from 'node:fs/promises';
import type { Readable, Transform } from 'node:stream';
import type { Request, Response } from 'express';
import multer from 'multer';
import { InvalidRequestError, NoRoomError, TooLargeError, UnsupportedTypeError } from '../errors.ts';
import { formatBytes } from '../uploads/format-bytes.ts';
import { createHeadJudge, type FileRules, headBytes } from './head-judge.ts';
import type { MediaStore } from './media-store.ts';

/** One file of a form, on the media store's disk until `use` has ended. */
export interface ReceivedFile {
  /** In a work folder, under a name of ours; `MediaStore.putFile` may take it over. */
  path: string;
  bytes: number;
  /** As the browser called it: untrusted. */
  filename: string;
  /** The form's other fields, by name. */
  fields: Readonly<Record<string, unknown>>;
}

export interface FormRules {
  /** Of the file, whatever else is found out about it. */
  maxBytes: number;
  /** Room that is left to everything else on the disk, bytes. */
  keepFreeBytes: number;
  /** Asked before anything is read, with the form's bytes (0: not announced); throws to refuse it. */
  admit?(announcedBytes: number): Promise<void>;
  /** Asked when the file begins, with the fields that stand before it; throws to refuse it. */
  judge?(filename: string, fields: Readonly<Record<string, unknown>>): FileRules;
}

/**
 * Reads the field `file` of a multipart form to disk, and throws it away after `use` unless that took it.
 * Call it when everything that can be refused without the bytes has been.
 *
 * Throws `UnsupportedTypeError` for what is no form, `TooLargeError` past `maxBytes`, `InvalidRequestError` for a
 * form without file or of another shape, `NoRoomError` where the disk would be too full after it, what `admit`
 * throws, and what `judge` does, as soon as the bytes are there that it takes to know.
 */
export async function receiveFile<T>(
  mediaStore: MediaStore,
  request: Request,
  response: Response,
  rules: FormRules,
  use: (file: ReceivedFile) => Promise<T>,
): Promise<T> {
  if (request.is('multipart/form-data') === false)
    throw new UnsupportedTypeError('content-type', { types: 'multipart/form-data' });
  // What is announced to be too large need not be sent first.
  const announced = Number(request.get('content-length') ?? 0);
  if (announced > rules.maxBytes + mostFormOverhead)
    throw new TooLargeError('file-too-large', { max: formatBytes(rules.maxBytes) });
  await rules.admit?.(announced);
  await requireRoom(mediaStore, rules, announced || rules.maxBytes);
  const folder = await mediaStore.makeWorkFolder('form');
  try {
    await readForm(request, response, folder, rules);
    // Several may have come at once, each with room for itself.
    await requireRoom(mediaStore, rules, 0);
    const { file, body } = request;
    if (!file) throw new InvalidRequestError([{ path: 'file', code: 'file-missing' }], 'file-missing');
    return await use({ path: file.path, bytes: file.size, filename: file.originalname, fields: { ...body } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function requireRoom(mediaStore: MediaStore, rules: FormRules, bytes: number): Promise<void> {
  if ((await mediaStore.freeBytes()) - bytes < rules.keepFreeBytes) throw new NoRoomError();
}

/** Boundaries, headers and the few fields around the file. */
const mostFormOverhead = 64 * 1024;

/** The first 4096 bytes of a local file: enough to recognise what it is. */
export async function readHead(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function readForm(
  request: Request,
  response: Response,
  folder: string,
  rules: FormRules,
): Promise<void> {
  const form = multer({
    storage: createJudgedStorage(folder, rules),
    // Browsers send names in UTF-8 and do not say so.
    defParamCharset: 'utf8',
    limits: {
      fileSize: rules.maxBytes,
      files: 1,
      fields: 8,
      parts: 10,
      fieldNameSize: 64,
      fieldSize: 4096,
      headerPairs: 32,
      fieldArrayIndexLimit: 0,
    },
  });
  // Whoever hangs up before multer listens is waited for by it for ever.
  if (request.destroyed) throw new InvalidRequestError();
  return new Promise((resolve, reject) => {
    form.single('file')(request, response, (error: unknown) => {
      if (error) reject(toRequestError(error, rules.maxBytes));
      else resolve();
    });
  });
}

/** Multer's own disk storage, whose names are 128 random bits, behind a look at what comes. */
function createJudgedStorage(folder: string, { judge }: FormRules): multer.StorageEngine {
  // `flush` syncs the file before it counts as received; its types do not know it yet.
  const options = { destination: folder, flush: true };
  const disk = multer.diskStorage(options);
  return {
    _handleFile(request, file, done) {
      if (!judge) return disk._handleFile(request, file, done);
      try {
        const judged = passJudged(file.stream, judge(file.originalname, { ...request.body }));
        Object.defineProperty(file, 'stream', { value: judged, configurable: true });
        // It may be refused before the storage has opened its file; then that is not why.
        disk._handleFile(request, file, (error, info) => done(judged.errored ?? error, info));
      } catch (error) {
        file.stream.resume();
        done(error);
      }
    },
    _removeFile: (request, file, done) => disk._removeFile(request, file, done),
  };
}

/** What is left of a refused file is read and thrown away: the form around it has to come to its end. */
function passJudged(stream: Readable, rules: FileRules): Transform {
  const judged = createHeadJudge(rules);
  stream.on('error', (error) => judged.destroy(error));
  judged.on('error', () => {
    stream.unpipe(judged);
    stream.resume();
  });
  return stream.pipe(judged);
}

function toRequestError(error: unknown, maxBytes: number): unknown {
  if (error instanceof multer.MulterError) {
    return error.code === 'LIMIT_FILE_SIZE'
      ? new TooLargeError('file-too-large', { max: formatBytes(maxBytes) })
      : new InvalidRequestError();
  }
  // What the disk says has a code; what is left is a form that ends too early or is none.
  if (error instanceof Error && !('code' in error)) return new InvalidRequestError();
  return error;
}
