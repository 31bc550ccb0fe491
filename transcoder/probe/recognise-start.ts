import { open } from 'node:fs/promises';
import type { RejectionCode } from '../errors.ts';

/** What a file is that is no video, as its first bytes tell. */
export interface Recognised {
  code: RejectionCode;
  /** For the operator. */
  name: string;
}

const bytes = (...values: number[]) => Buffer.from(values).toString('latin1');

/** Kinds of file by their first bytes, read as Latin-1. */
const SIGNATURES: readonly (Recognised & { at?: number; begins: string })[] = [
  { code: 'still-picture', name: 'JPEG', begins: bytes(0xff, 0xd8, 0xff) },
  { code: 'still-picture', name: 'PNG', begins: `${bytes(0x89)}PNG` },
  { code: 'still-picture', name: 'GIF', begins: 'GIF8' },
  { code: 'still-picture', name: 'WebP', at: 8, begins: 'WEBP' },
  { code: 'still-picture', name: 'BMP', begins: 'BM' },
  { code: 'still-picture', name: 'TIFF', begins: bytes(0x49, 0x49, 0x2a, 0) },
  { code: 'still-picture', name: 'TIFF', begins: bytes(0x4d, 0x4d, 0, 0x2a) },
  { code: 'still-picture', name: 'HEIC', at: 4, begins: 'ftyphei' },
  { code: 'still-picture', name: 'HEIC', at: 4, begins: 'ftypmif1' },
  { code: 'still-picture', name: 'AVIF', at: 4, begins: 'ftypavif' },
  { code: 'still-picture', name: 'Photoshop', begins: '8BPS' },
  { code: 'document', name: 'PDF', begins: '%PDF' },
  { code: 'document', name: 'Office before 2007', begins: bytes(0xd0, 0xcf, 0x11, 0xe0) },
  { code: 'document', name: 'Office', at: 30, begins: '[Content_Types].xml' },
  { code: 'archive', name: 'ZIP', begins: `PK${bytes(3, 4)}` },
  { code: 'archive', name: 'RAR', begins: 'Rar!' },
  { code: 'archive', name: '7-Zip', begins: `7z${bytes(0xbc, 0xaf)}` },
  // Premiere's projects are gzip too.
  { code: 'archive', name: 'gzip', begins: bytes(0x1f, 0x8b) },
  { code: 'project', name: 'After Effects', begins: 'RIFX' },
  { code: 'program', name: 'Windows', begins: 'MZ' },
  { code: 'program', name: 'Linux', begins: `${bytes(0x7f)}ELF` },
  { code: 'program', name: 'Flash', begins: 'FWS' },
  { code: 'program', name: 'Flash', begins: 'CWS' },
  { code: 'program', name: 'Flash', begins: 'ZWS' },
  { code: 'encrypted', name: 'iQIYI', begins: 'QIYI VIDEO' },
];

/** Texts that stand for something else than themselves, by what occurs near their beginning. */
const TEXTS: readonly (Recognised & { has: RegExp })[] = [
  { code: 'playlist', name: 'HLS or M3U', has: /^#EXTM3U/ },
  { code: 'playlist', name: 'ffconcat', has: /^ffconcat/ },
  { code: 'playlist', name: 'PLS', has: /^\[(playlist|Reference)\]/i },
  { code: 'playlist', name: 'SDP', has: /^v=0\r?\n/ },
  { code: 'playlist', name: 'an address', has: /^(https?|rtsp|rtmp|mms|file):\/\/\S+\s*$/i },
  { code: 'playlist', name: 'ASX, SMIL or DASH', has: /<(asx|smil|MPD|SmoothStreamingMedia)[\s>]/i },
  {
    code: 'project',
    name: 'XML of an editor',
    has: /<(mlt|xmeml|fcpxml|PremiereData|Project_Data|Project|kdenlivedoc|WLMP)[\s>]/i,
  },
  {
    code: 'project',
    name: 'JSON of an editor',
    has: /^\{.*"(canvas_config|draft|timeline|tracks|sourceBin|platform)"/s,
  },
];

/** True for text in UTF-8 or GBK: none of the first bytes is one that neither has. */
function isText(start: Uint8Array): boolean {
  const occurs = (byte: number) => (byte >= 0x20 && byte !== 0xff) || (byte >= 0x09 && byte <= 0x0d);
  return start.length > 0 && start.every(occurs);
}

/**
 * What a file is that cannot become a lesson, by its first bytes, so that a teacher hears what to do and
 * ffmpeg need not open it; undefined for all that may be a video.
 */
export function recogniseStart(start: Uint8Array): Recognised | undefined {
  const head = Buffer.from(start.subarray(0, 512));
  const latin1 = head.toString('latin1');
  const known = SIGNATURES.find(({ at = 0, begins }) => latin1.startsWith(begins, at));
  if (known) return { code: known.code, name: known.name };
  if (start.length >= 4096 && start.every((byte) => byte === 0)) {
    return { code: 'unfinished', name: 'noughts, as unfinished downloads have' };
  }
  // Windows likes to put a byte order mark first, and UTF-16 has a nought in every other byte.
  const utf16 = latin1.startsWith(bytes(0xff, 0xfe)) ? head.subarray(2).toString('utf16le') : undefined;
  if (utf16 === undefined && !isText(head)) return undefined;
  const text = (utf16 ?? head.toString('utf8')).replace(/^\uFEFF/, '').trimStart();
  const meant = TEXTS.find(({ has }) => has.test(text));
  return meant ? { code: meant.code, name: meant.name } : { code: 'document', name: 'text' };
}

/** True for the first box of an MP4 or QuickTime file, whole or not. */
export function beginsLikeMp4(start: Uint8Array): boolean {
  return ['ftyp', 'mdat', 'wide', 'free', 'skip'].includes(
    Buffer.from(start.subarray(4, 8)).toString('latin1'),
  );
}

/** At most `length` bytes from the start and as many from the end; the same bytes twice where a file is short. */
export async function readEdges(
  path: string,
  length = 64 * 1024,
): Promise<{ start: Uint8Array; end: Uint8Array }> {
  await using file = await open(path);
  const { size } = await file.stat();
  const read = async (position: number) => {
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  };
  return { start: await read(0), end: await read(Math.max(0, size - length)) };
}
