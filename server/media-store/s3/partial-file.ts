import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ByteRange } from '../media-store.ts';

/** A file of its full size that is filled piece by piece; it takes room on the disk for what was written alone. */
export interface PartialFile extends AsyncDisposable {
  /** What of a range was not written yet, in order; nothing of it lies behind the end of the file. */
  lacks(range: ByteRange): ByteRange[];
  /** Throws where `body` is longer or shorter than the range, and the signal's reason. */
  write(range: ByteRange, body: Readable, signal?: AbortSignal): Promise<void>;
}

/** Makes one that everybody can read. */
export async function openPartialFile(path: string, bytes: number): Promise<PartialFile> {
  const file = await open(path, 'wx', 0o644);
  try {
    await file.truncate(bytes);
  } catch (error) {
    await file.close();
    throw error;
  }
  const written: ByteRange[] = [];
  return {
    lacks: ({ start, end }) => withoutRanges({ start, end: Math.min(end, bytes - 1) }, written),
    async write(range, body, signal) {
      let got = 0;
      try {
        await pipeline(
          body,
          async (chunks: AsyncIterable<Buffer>) => {
            for await (const chunk of chunks) {
              if (range.start + got + chunk.length > range.end + 1)
                throw new Error('more than was asked for');
              await writeAll(file, chunk, range.start + got);
              got += chunk.length;
            }
          },
          { signal },
        );
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      }
      const wanted = range.end - range.start + 1;
      if (got !== wanted) throw new Error(`a part of a file has ${got} bytes, not ${wanted}`);
      written.push(range);
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}

async function writeAll(file: FileHandle, chunk: Buffer, position: number): Promise<void> {
  for (let done = 0; done < chunk.length; )
    done += (await file.write(chunk, done, chunk.length - done, position + done)).bytesWritten;
}

/** What of a range is in none of the others, in order. Pure. */
export function withoutRanges(range: ByteRange, others: readonly ByteRange[]): ByteRange[] {
  return others.reduce(
    (left, { start, end }) =>
      left
        .flatMap((one) => [
          { start: one.start, end: Math.min(one.end, start - 1) },
          { start: Math.max(one.start, end + 1), end: one.end },
        ])
        .filter(isAny),
    [range].filter(isAny),
  );
}

const isAny = ({ start, end }: ByteRange) => start <= end;
