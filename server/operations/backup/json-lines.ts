import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { LinesFile } from './backup-manifest.ts';

/** Writes values as JSON lines, compressed, for its owner alone to read, and says what the file is like. */
export async function writeJsonLines(
  path: string,
  batches: AsyncIterable<readonly unknown[]>,
): Promise<LinesFile> {
  let count = 0;
  const hash = createHash('sha256');
  await pipeline(
    async function* lines() {
      for await (const batch of batches) {
        count += batch.length;
        if (batch.length > 0) yield `${batch.map((value) => JSON.stringify(value)).join('\n')}\n`;
      }
    },
    createGzip(),
    async function* hashed(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(path, { mode: 0o600 }),
  );
  return { count, bytes: (await stat(path)).size, sha256: hash.digest('hex') };
}

/** The values of a file that `writeJsonLines` wrote, in batches; the file must have been checked before. */
export async function* readJsonLines(source: Readable, batchSize = 1000): AsyncGenerator<unknown[]> {
  const gunzip = createGunzip();
  const reading = pipeline(source, gunzip);
  // Awaited below; until then a failure ends the lines and must not end the process.
  reading.catch(() => {});
  let batch: unknown[] = [];
  for await (const line of createInterface({ input: gunzip, crlfDelay: Number.POSITIVE_INFINITY })) {
    batch.push(JSON.parse(line));
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  await reading;
  if (batch.length > 0) yield batch;
}

/** Size and SHA-256 of all that comes. */
export async function measureStream(stream: Readable): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of stream) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
