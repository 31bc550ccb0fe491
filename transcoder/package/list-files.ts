import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MediaVersion } from '../media-version.ts';

/** Every file below a folder with its size and SHA-256, sorted by path. */
export async function listFiles(folder: string, signal: AbortSignal): Promise<MediaVersion['files']> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replace(/^\/+/, ''))
    .sort();
  const files: MediaVersion['files'] = [];
  for (const path of paths) {
    const hash = createHash('sha256');
    let bytes = 0;
    await pipeline(
      createReadStream(join(folder, path)),
      async (chunks) => {
        for await (const chunk of chunks) {
          hash.update(chunk);
          bytes += chunk.length;
        }
      },
      { signal },
    );
    files.push({ path, bytes, sha256: hash.digest('hex') });
  }
  return files;
}
