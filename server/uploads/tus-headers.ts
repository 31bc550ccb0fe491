import { InvalidRequestError } from '../errors.ts';
import { cleanFilename } from '../lessons/clean-filename.ts';

/**
 * What the headers of tus 1.0.0 say (tus.io/protocols/resumable-upload). Quoted sentences are the
 * specification's.
 */
export const tusVersion = '1.0.0';
export const tusExtensions = 'creation,termination,expiration';

/** What a client may say about a file; only these keys are looked at. */
export interface UploadMetadata {
  /** Never empty, and clean (`clean-filename.ts`). */
  filename: string;
  /** A media type by its shape; nothing is believed of it. */
  filetype: string;
  /** The lesson whose video this is. */
  lessonId: string | null;
  /** Of the file's bytes, as the client makes one; it is told again and means nothing here. */
  fingerprint: string | null;
}

/** "The value MUST be a non-negative integer." Throws `InvalidRequestError`. */
export function parseCount(header: string, value: string | undefined): number {
  if (value === undefined || !/^\d{1,15}$/.test(value)) {
    throw new InvalidRequestError([{ path: header, message: 'must be a non-negative integer' }]);
  }
  return Number(value);
}

/**
 * "The Upload-Metadata request and response header MUST consist of one or more comma-separated key-value
 * pairs. The key and value MUST be separated by a space. The key MUST NOT contain spaces and commas and
 * MUST NOT be empty. The key SHOULD be ASCII encoded and the value MUST be Base64 encoded. All keys MUST
 * be unique." Throws `InvalidRequestError`.
 */
export function parseMetadata(header: string | undefined): UploadMetadata {
  const values = new Map<string, string>();
  for (const pair of header?.trim() ? header.split(',') : []) {
    const [key, value = '', ...more] = pair.trim().split(' ');
    if (!key || more.length > 0 || values.has(key) || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) {
      throw new InvalidRequestError([
        { path: 'Upload-Metadata', message: 'must be unique keys with Base64' },
      ]);
    }
    values.set(key, Buffer.from(value, 'base64').toString('utf8'));
  }
  const filetype = values.get('filetype') ?? '';
  const fingerprint = values.get('fingerprint') ?? '';
  return {
    filename: cleanFilename(values.get('filename') ?? '', 'video'),
    filetype: /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(filetype) ? filetype : 'application/octet-stream',
    lessonId: readId(values.get('lesson')),
    fingerprint: /^[\w-]{1,100}$/.test(fingerprint) ? fingerprint : null,
  };
}

/** An id of ours; anything else names no lesson. Throws `InvalidRequestError`. */
function readId(text: string | undefined): string | null {
  if (!text) return null;
  if (/^[\w-]{1,40}$/.test(text)) return text;
  throw new InvalidRequestError([{ path: 'lesson', code: 'not-found' }]);
}
