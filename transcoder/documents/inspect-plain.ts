import { decodeUtf16 } from './decode-utf16.ts';
import { RefusedDocument } from './refused.ts';

/** Text in any encoding that schools use: no byte that text does not have, unless it is UTF-16. */
export function inspectText(file: Buffer): void {
  const utf16 = decodeUtf16(file);
  const isText =
    utf16 === undefined ? !file.some((byte) => byte < 9 || (byte > 13 && byte < 27)) : !utf16.includes('\0');
  if (!isText) throw new RefusedDocument('mislabelled', 'it is no text');
}

const bitRates = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const lowBitRates = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const sampleRates = [44_100, 48_000, 32_000];

/** MP3: three frames in a row, each where the one before says, after what ID3v2 takes up. */
export function inspectMp3(file: Buffer): void {
  let from = 0;
  while (file.toString('latin1', from, from + 3) === 'ID3' && from + 10 <= file.length) {
    const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((file[from + at] ?? 0) & 0x7f), 0);
    from += 10 + size;
  }
  // Writers leave room behind the tag.
  const until = Math.min(file.length, from + 256 * 1024);
  for (let at = from; at < until; at += 1) {
    let next = at;
    let frames = 0;
    while (frames < 3) {
      const bytes = frameBytes(file, next);
      if (bytes === 0) break;
      next += bytes;
      frames += 1;
    }
    if (frames === 3 && next <= file.length) return;
  }
  throw new RefusedDocument('mislabelled', 'there is no sound in it');
}

/** Of the Layer III frame at a place; 0 where there is none. */
function frameBytes(file: Buffer, at: number): number {
  if (at + 4 > file.length || file[at] !== 0xff || ((file[at + 1] ?? 0) & 0xe6) !== 0xe2) return 0;
  const [second = 0, third = 0] = [file[at + 1], file[at + 2]];
  const version = (second >> 3) & 3;
  const rate = third >> 4;
  const sample = (third >> 2) & 3;
  if (version === 1 || rate === 0 || rate === 15 || sample === 3) return 0;
  const isFirst = version === 3;
  const perSecond = (sampleRates[sample] ?? 0) / (isFirst ? 1 : version === 2 ? 2 : 4);
  const bits = 1000 * ((isFirst ? bitRates : lowBitRates)[rate] ?? 0);
  return Math.floor(((isFirst ? 144 : 72) * bits) / perSecond) + ((third >> 1) & 1);
}
