import { open, rm } from 'node:fs/promises';
import type { Request, Response } from 'express';
import multer from 'multer';
import { InvalidRequestError, TooLargeError } from '../errors.ts';
import { formatBytes } from '../uploads/format-bytes.ts';
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

/**
 * Reads the field `file` of a multipart form to disk, and throws it away after `use` unless that took it.
 * Call it when everything that can be refused without the bytes has been.
 *
 * Throws `TooLargeError` past `maxBytes`, `InvalidRequestError` for a form without file or of another shape.
 */
export async function receiveFile<T>(
  mediaStore: MediaStore,
  request: Request,
  response: Response,
  maxBytes: number,
  use: (file: ReceivedFile) => Promise<T>,
): Promise<T> {
  // What is announced to be too large need not be sent first.
  const announced = Number(request.get('content-length') ?? 0);
  if (announced > maxBytes + mostFormOverhead)
    throw new TooLargeError('file-too-large', { max: formatBytes(maxBytes) });
  const folder = await mediaStore.makeWorkFolder('form');
  try {
    await readForm(request, response, folder, maxBytes);
    const { file, body } = request;
    if (!file) throw new InvalidRequestError([{ path: 'file', code: 'file-missing' }], 'file-missing');
    return await use({ path: file.path, bytes: file.size, filename: file.originalname, fields: { ...body } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Boundaries, headers and the few fields around the file. */
const mostFormOverhead = 64 * 1024;

const headBytes = 4096;

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

function readForm(request: Request, response: Response, folder: string, maxBytes: number): Promise<void> {
  const form = multer({
    // Names are multer's own: 128 random bits. What is kept is synced when the media store takes it over.
    storage: multer.diskStorage({ destination: folder }),
    // Browsers send names in UTF-8 and do not say so.
    defParamCharset: 'utf8',
    limits: {
      fileSize: maxBytes,
      files: 1,
      fields: 8,
      parts: 10,
      fieldNameSize: 64,
      fieldSize: 4096,
      headerPairs: 32,
      fieldArrayIndexLimit: 0,
    },
  });
  return new Promise((resolve, reject) => {
    form.single('file')(request, response, (error: unknown) => {
      if (error) reject(toRequestError(error, maxBytes));
      else resolve();
    });
  });
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
