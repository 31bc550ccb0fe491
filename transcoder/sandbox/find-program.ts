import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { delimiter, isAbsolute, join, resolve } from 'node:path';

const SYSTEM_FOLDERS = ['/usr/local/bin', '/usr/bin', '/bin'];

/** Absolute, link-free path of a program named by path or looked up in PATH; undefined when there is none. */
export async function findProgram(name: string, searchPath = ''): Promise<string | undefined> {
  const folders = searchPath.split(delimiter).filter(isAbsolute).concat(SYSTEM_FOLDERS);
  const candidates = name.includes('/') ? [resolve(name)] : folders.map((folder) => join(folder, name));
  for (const candidate of candidates) {
    try {
      await access(candidate, constants.X_OK);
      return await realpath(candidate);
    } catch {
      // Not here: the next folder may have it, and the caller says what is missing.
    }
  }
  return undefined;
}
