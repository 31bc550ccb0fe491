import { constants, inflateSync } from 'node:zlib';
import { RefusedDocument } from './refused.ts';

/** A PDF name as a pattern: any letter may be written as `#` and its code. */
const named = (...names: string[]) =>
  new RegExp(
    `/(?:${names
      .map((name) =>
        [...name].map((letter) => `(?:${letter}|#${letter.charCodeAt(0).toString(16)})`).join(''),
      )
      .join('|')})(?![A-Za-z0-9])`,
    'i',
  );

const scripts = named('JavaScript', 'RichMedia');
const launch = named('Launch');
const embedded = named('EmbeddedFile', 'EmbeddedFiles');
const encrypted = named('Encrypt');
const forms = named('XFA');
const objectStream = new RegExp(named('ObjStm').source, 'gi');

const mostUnpacked = 500e6;

/**
 * Refuses PDF that does something when it is opened, holds files, or cannot be looked into. A reader sees
 * objects in the file itself and in object streams, so both are looked at; the names that matter are long
 * enough not to come up in packed data by chance.
 */
export function inspectPdf(file: Buffer): void {
  // A longer one fits into no string.
  if (file.length > mostUnpacked) throw new RefusedDocument('too-much', 'too many bytes');
  const text = file.toString('latin1');
  if (!/^[\s\0\xef\xbb\xbf]*%PDF-\d/.test(text.slice(0, 1024)))
    throw new RefusedDocument('mislabelled', 'it does not begin as PDF');
  const end = text.lastIndexOf('%%EOF');
  if (end < 0 || !text.includes('startxref')) throw new RefusedDocument('damaged', 'its end is missing');
  if (text.includes('PK\x05\x06', end)) throw new RefusedDocument('embedded-file', 'an archive follows');
  refuseActions(text);
  for (const structure of betweenStreams(text)) refuseShortNames(structure);
  let left = mostUnpacked;
  for (const objects of objectStreams(text, file, () => left)) {
    left -= objects.length;
    refuseActions(objects);
    refuseShortNames(objects);
  }
}

function refuseActions(text: string): void {
  if (scripts.test(text)) throw new RefusedDocument('active-content', 'it has scripts');
  if (launch.test(text)) throw new RefusedDocument('active-content', 'it starts programs');
  if (embedded.test(text)) throw new RefusedDocument('embedded-file', 'it has files inside');
}

/** These may come up in packed data by chance, and are looked for outside it. */
function refuseShortNames(structure: string): void {
  if (encrypted.test(structure)) throw new RefusedDocument('encrypted', 'it is encrypted');
  if (forms.test(structure)) throw new RefusedDocument('active-content', 'it has a form with scripts');
}

const streamBegin = /\bstream(?:\r\n|\n|\r)/g;
const streamEnd = 'endstream';

function* betweenStreams(text: string): Generator<string> {
  for (let from = 0; ; ) {
    const begin = findFrom(streamBegin, text, from);
    yield text.slice(from, begin?.index);
    if (!begin) return;
    from = endOf(text, begin.end) + streamEnd.length;
  }
}

/** Every object stream, also where another stream hides it from whoever reads from front to back. */
function* objectStreams(text: string, file: Buffer, mostBytes: () => number): Generator<string> {
  for (const { index } of text.matchAll(objectStream)) {
    const begin = findFrom(streamBegin, text, index);
    if (!begin) throw new RefusedDocument('damaged', 'a stream is missing');
    const dictionary = text.slice(Math.max(0, text.lastIndexOf('obj', index)), begin.index);
    const content = file.subarray(begin.end, endOf(text, begin.end));
    yield unpackObjects(content, dictionary, mostBytes());
  }
}

function findFrom(pattern: RegExp, text: string, from: number): { index: number; end: number } | null {
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  return found && { index: found.index, end: pattern.lastIndex };
}

function endOf(text: string, from: number): number {
  const end = text.indexOf(streamEnd, from);
  if (end < 0) throw new RefusedDocument('damaged', 'a stream has no end');
  return end;
}

/** Packed by Flate or not at all: whoever writes objects otherwise has something to hide. */
function unpackObjects(content: Buffer, dictionary: string, mostBytes: number): string {
  const filter = /\/Filter\s*(\[[^\]]*\]|\/[A-Za-z0-9#]+)/.exec(dictionary)?.[1];
  const filters = filter?.replace(/[[\]\s]/g, '') ?? '';
  if (filters === '') return content.toString('latin1');
  if (filters !== '/FlateDecode' && filters !== '/Fl')
    throw new RefusedDocument('damaged', 'objects are packed in an unusual way');
  try {
    return inflateSync(content, {
      maxOutputLength: Math.max(1, mostBytes),
      // Writers leave a line's end, or less than the whole checksum, behind the data.
      finishFlush: constants.Z_SYNC_FLUSH,
    }).toString('latin1');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new RefusedDocument('too-much', 'too many bytes');
    throw new RefusedDocument('damaged', 'objects cannot be unpacked', { cause });
  }
}
