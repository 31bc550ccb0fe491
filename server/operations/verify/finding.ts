import type { Words } from '../../contract/words/dictionary.ts';

/** What can be found; the words stand in `contract/words/.../verify.ts`, with `….do` for what to do about it. */
export const findingCodes = [
  'database-damaged',
  'reference-broken',
  'pointer-dangling',
  'feed-uneven',
  'file-missing',
  'file-size',
  'file-hash',
  'version-unreadable',
  'version-differs',
  'version-surplus',
  'orphan-file',
  'orphan-version',
  'upload-lost',
  'ready-without-video',
  'job-missing',
  'job-undelivered',
  'index-missing',
  'index-surplus',
  'index-stale',
  'index-ahead',
] as const satisfies readonly (keyof Words<'verify'>)[];
export type FindingCode = (typeof findingCodes)[number];

/** Something that is not as it should be. */
export interface Finding {
  code: FindingCode;
  /** What it is about: a key of the media store, a lesson, a row. */
  subject: string;
  /** More, for somebody who looks closely. */
  detail?: string;
}

/** Nothing wrong, but worth saying. */
export interface Note {
  code: 'index-behind' | 'index-none' | 'index-unreachable';
  subject: string;
  detail?: string;
}
