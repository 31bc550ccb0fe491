import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { decodeText } from '../decode-text.ts';
import { formatBytes } from '../uploads/format-bytes.ts';
import { CurriculumError } from './curriculum-error.ts';
import type { CurriculumFile } from './parse-curriculum.ts';

/** Six times all that the program ships. */
export const mostFileBytes = 5 * 1024 * 1024;

/** A file of the disk; throws as `toCurriculumFile` does, and what the disk says. */
export function readCurriculumFile(path: string | URL): CurriculumFile {
  return toCurriculumFile(basename(path instanceof URL ? path.pathname : path), readFileSync(path));
}

/** The text of a file in whatever way it is written. Throws `CurriculumError` when it is none, or too long. */
export function toCurriculumFile(name: string, bytes: Uint8Array): CurriculumFile {
  if (bytes.length > mostFileBytes)
    throw new CurriculumError([
      { file: name, line: 0, code: 'too-large', values: { most: formatBytes(mostFileBytes) } },
    ]);
  const text = decodeText(bytes);
  if (text === undefined) throw new CurriculumError([{ file: name, line: 0, code: 'not-text', values: {} }]);
  return { name, text };
}
