import { Transform } from 'node:stream';
import { TooLargeError } from '../errors.ts';
import { formatBytes } from '../uploads/format-bytes.ts';

/** What is asked of a file while it comes. */
export interface FileRules {
  maxBytes: number;
  /** Given the first 4096 bytes, or all there are; throws to refuse the file. */
  judgeHead(head: Buffer): void;
}

export const headBytes = 4096;

/** Passes a file on unless its beginning is refused or it grows too large: then nothing more is read. */
export function createHeadJudge({ maxBytes, judgeHead }: FileRules): Transform {
  let head: Buffer[] | null = [];
  let bytes = 0;

  /** Everything that has come, once it is enough to know. */
  function judge(): Buffer {
    const all = Buffer.concat(head ?? []);
    head = null;
    judgeHead(all.subarray(0, headBytes));
    return all;
  }

  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      try {
        if (bytes > maxBytes) throw new TooLargeError('file-too-large', { max: formatBytes(maxBytes) });
        if (!head) return done(null, chunk);
        head.push(chunk);
        done(null, bytes >= headBytes ? judge() : undefined);
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      try {
        done(null, head ? judge() : undefined);
      } catch (error) {
        done(error as Error);
      }
    },
  });
}
