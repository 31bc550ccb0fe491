import { open } from 'node:fs/promises';

const STILLS: readonly { name: string; at: number; bytes: readonly number[] }[] = [
  { name: 'JPEG', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { name: 'PNG', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47] },
  { name: 'GIF', at: 0, bytes: [...Buffer.from('GIF8')] },
  { name: 'WebP', at: 8, bytes: [...Buffer.from('WEBP')] },
  { name: 'BMP', at: 0, bytes: [...Buffer.from('BM')] },
  { name: 'TIFF', at: 0, bytes: [0x49, 0x49, 0x2a, 0x00] },
  { name: 'TIFF', at: 0, bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { name: 'HEIC', at: 4, bytes: [...Buffer.from('ftyphei')] },
  { name: 'HEIC', at: 4, bytes: [...Buffer.from('ftypmif1')] },
  { name: 'AVIF', at: 4, bytes: [...Buffer.from('ftypavif')] },
];

/** The kind of still picture a file begins like, so that ffmpeg need not open pictures to refuse them. */
export function recogniseStill(start: Uint8Array): string | undefined {
  return STILLS.find(({ at, bytes }) => bytes.every((byte, index) => start[at + index] === byte))?.name;
}

/** True for the first box of an MP4 or QuickTime file, whole or not. */
export function beginsLikeMp4(start: Uint8Array): boolean {
  return ['ftyp', 'mdat', 'wide', 'free', 'skip'].includes(
    Buffer.from(start.subarray(4, 8)).toString('latin1'),
  );
}

export async function readStart(path: string, length = 32): Promise<Uint8Array> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, 0);
  return buffer.subarray(0, bytesRead);
}
