import { readFile, writeFile } from 'node:fs/promises';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { HostileFile } from './hostile-file.ts';

const canvas = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'teal' } });

function pngChunk(kind: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(kind), content]);
  const chunk = Buffer.alloc(named.length + 8);
  chunk.writeUInt32BE(content.length);
  chunk.set(named, 4);
  chunk.writeUInt32BE(crc32(named), named.length + 4);
  return chunk;
}

/** Black of any size in a few kilobytes: rows of one bit an element, packed by zlib. */
function pngBomb(width: number, height: number, rows: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const packed = deflateSync(Buffer.alloc(rows * (1 + Math.ceil(width / 8))), { level: 9 });
  return Buffer.concat([
    ...[Buffer.from('89504e470d0a1a0a', 'hex'), pngChunk('IHDR', header)],
    ...[pngChunk('IDAT', packed), pngChunk('IEND', new Uint8Array())],
  ]);
}

const spoilt = (make: () => Promise<Buffer>, change: (bytes: Buffer) => Buffer) => async (path: string) =>
  writeFile(path, change(await make()));
const jpeg = () => canvas(320, 240).jpeg().toBuffer();

/** Covers that do harm, or are none. */
export const HOSTILE_PICTURES: readonly HostileFile[] = [
  {
    name: 'PNG of 30000×30000',
    make: (path) => writeFile(path, pngBomb(30_000, 30_000, 30_000)),
    outcomes: ['too-large'],
  },
  {
    name: 'PNG that says 30000×30000',
    make: (path) => writeFile(path, pngBomb(30_000, 30_000, 1)),
    outcomes: ['too-large'],
  },
  {
    name: 'PNG of 6300×6300',
    make: (path) => writeFile(path, pngBomb(6300, 6300, 6300)),
    outcomes: ['ready'],
  },
  {
    name: 'PNG with too few rows',
    make: (path) => writeFile(path, pngBomb(2000, 2000, 3)),
    outcomes: ['unreadable'],
  },
  {
    name: 'JPEG that says 65500×65500',
    make: spoilt(jpeg, (bytes) => {
      const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
      bytes.writeUInt16BE(65_500, frame + 5);
      bytes.writeUInt16BE(65_500, frame + 7);
      return bytes;
    }),
    outcomes: ['too-large'],
  },
  {
    name: 'JPEG cut in half',
    make: spoilt(jpeg, (bytes) => bytes.subarray(0, bytes.length / 2)),
    outcomes: ['unreadable'],
  },
  {
    name: 'JPEG with a page of HTML behind it',
    make: (path, { textFile }) =>
      spoilt(jpeg, (bytes) =>
        Buffer.concat([bytes, Buffer.from(`<script src="file://${textFile}"></script>`)]),
      )(path),
    outcomes: ['ready'],
  },
  {
    name: 'JPEG with the secret in its Exif',
    make: async (path, { textFile }) => {
      const secret = (await readFile(textFile, 'utf8')).slice(0, 200);
      await canvas(320, 240)
        .withExif({ IFD0: { Copyright: secret } })
        .jpeg()
        .toFile(path);
    },
    outcomes: ['ready'],
  },
  {
    name: 'SVG that names a file',
    make: (path, { textFile }) =>
      writeFile(
        path,
        `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file://${textFile}" width="9" height="9"/></svg>`,
      ),
    outcomes: ['unsupported'],
  },
  {
    name: 'SVG that names an address',
    make: (path, { port }) =>
      writeFile(
        path,
        `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="http://127.0.0.1:${port}/a.png" width="9" height="9"/></svg>`,
      ),
    outcomes: ['unsupported'],
  },
  {
    name: 'SVG of many entities',
    make: (path) =>
      writeFile(
        path,
        `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "${'x'.repeat(9999)}"><!ENTITY b "${'&a;'.repeat(999)}">]><svg xmlns="http://www.w3.org/2000/svg"><text>${'&b;'.repeat(99)}</text></svg>`,
      ),
    outcomes: ['unsupported'],
  },
  { name: 'GIF', make: (path) => canvas(32, 32).gif().toFile(path), outcomes: ['unsupported'] },
  { name: 'TIFF', make: (path) => canvas(32, 32).tiff().toFile(path), outcomes: ['unsupported'] },
  {
    name: 'PDF',
    make: (path) => writeFile(path, '%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n'),
    outcomes: ['unsupported'],
  },
  {
    name: 'PostScript',
    make: (path) => writeFile(path, '%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) run\n'),
    outcomes: ['unsupported'],
  },
  {
    name: 'ImageMagick script',
    make: (path, { port }) =>
      writeFile(
        path,
        `push graphic-context\nviewbox 0 0 9 9\nimage over 0,0 0,0 'http://127.0.0.1:${port}/'\npop graphic-context\n`,
      ),
    outcomes: ['unsupported'],
  },
  {
    name: 'WebP cut in half',
    make: spoilt(
      () => canvas(320, 240).webp({ lossless: true }).toBuffer(),
      (bytes) => bytes.subarray(0, bytes.length / 2),
    ),
    outcomes: ['unreadable'],
  },
  { name: 'nothing', make: (path) => writeFile(path, ''), outcomes: ['unsupported', 'unreadable'] },
  {
    name: 'noise that begins like PNG',
    make: (path) =>
      writeFile(path, Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(5000, 0xa5)])),
    outcomes: ['unreadable', 'unsupported'],
  },
];
