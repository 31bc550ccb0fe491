import { createHash, randomBytes } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { UploadSource } from '../../client/upload/fingerprint-file.ts';

/** `holes`: zeros, as of a sparse file. `noise`: bytes that nothing compresses. */
export type Fill = 'holes' | 'noise';

const block = 1024 ** 2;
const noise = randomBytes(block);

/**
 * A video of any size that is never held as a whole: a short clip, and behind it a box (ISO 14496-12, `free`)
 * that nobody reads, filled up to the size. Its number makes its bytes its own.
 */
export class SoakFile implements UploadSource {
  readonly name: string;
  readonly size: number;
  readonly type = 'video/mp4';
  readonly lastModified = 1_700_000_000_000;
  readonly #head: Buffer;
  readonly #fill: Fill;
  readonly #number: number;

  constructor(clip: Buffer, { number, bytes, fill }: { number: number; bytes: number; fill: Fill }) {
    this.name = `第${number}课.mp4`;
    this.size = bytes;
    this.#fill = fill;
    this.#number = number;
    const header = Buffer.alloc(24);
    // A size of 1 says that 64 bits follow the type.
    header.writeUInt32BE(1);
    header.write('free', 4);
    header.writeBigUInt64BE(BigInt(bytes - clip.length), 8);
    header.writeBigUInt64BE(BigInt(number), 16);
    this.#head = Buffer.concat([clip, header]);
  }

  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> } {
    return { arrayBuffer: async () => this.#read(start, Math.min(end, this.size)) };
  }

  async sha256(): Promise<string> {
    const hash = createHash('sha256');
    for (let at = 0; at < this.size; at += 4 * block) {
      hash.update(new Uint8Array(this.#read(at, Math.min(at + 4 * block, this.size))));
      await breathe();
    }
    return hash.digest('hex');
  }

  #read(start: number, end: number): ArrayBuffer {
    const bytes = Buffer.from(new ArrayBuffer(end - start));
    if (this.#fill === 'noise') {
      for (let at = start - (start % block); at < end; at += block) {
        // Each block has its place in its first bytes, so that none can stand for another.
        const piece = Buffer.from(noise);
        piece.writeDoubleBE(this.#number + at / this.size);
        piece.copy(bytes, Math.max(0, at - start), Math.max(0, start - at), end - at);
      }
    }
    this.#head.subarray(start).copy(bytes);
    return bytes.buffer as ArrayBuffer;
  }
}
