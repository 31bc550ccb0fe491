import { readCompoundFile } from './compound-file.ts';
import { RefusedDocument } from './refused.ts';
import type { TextGatherer } from './text-gatherer.ts';

/** Text of a Word document of 97 to 2003: its pieces, wherever they lie, in the order in which they are read. */
export function extractOldWord(file: Buffer, into: TextGatherer): void {
  const entries = readCompoundFile(file);
  const stream = (name: string) => entries.find((entry) => entry.name === name)?.read?.();
  const main = stream('WordDocument');
  if (!main) throw new RefusedDocument('damaged', 'there is no document in it');
  // [MS-DOC] 2.5.1, 2.5.2 (which of the tables), 2.5.6 (where the text's pieces are listed in it).
  const table = stream((main.readUInt16LE(10) & 0x0200) === 0 ? '0Table' : '1Table');
  if (!table) throw new RefusedDocument('damaged', 'its table is missing');
  const [at, bytes] = [main.readUInt32LE(0x1a2), main.readUInt32LE(0x1a6)];
  let text = '';
  for (const piece of listPieces(table.subarray(at, at + bytes))) text += readPiece(main, piece);
  readParagraphs(text, into);
}

interface Piece {
  characters: number;
  offset: number;
  /** One byte a character, in Windows' western code. */
  isCompressed: boolean;
}

/** [MS-DOC] 2.9.38 Clx: what was formatted by the way is passed over, then come places and pieces. */
function listPieces(clx: Buffer): Piece[] {
  let at = 0;
  while (clx[at] === 1) at += 3 + clx.readUInt16LE(at + 1);
  if (clx[at] !== 2) throw new RefusedDocument('damaged', 'its text is not listed');
  const plc = clx.subarray(at + 5, at + 5 + clx.readUInt32LE(at + 1));
  const count = Math.floor((plc.length - 4) / 12);
  return Array.from({ length: count }, (_, index) => {
    const place = plc.readUInt32LE(4 * (count + 1) + 8 * index + 2);
    const isCompressed = (place & 0x40000000) !== 0;
    const offset = place & 0x3fffffff;
    const characters = plc.readUInt32LE(4 * index + 4) - plc.readUInt32LE(4 * index);
    return { characters, offset: isCompressed ? offset / 2 : offset, isCompressed };
  });
}

function readPiece(main: Buffer, { characters, offset, isCompressed }: Piece): string {
  const bytes = main.subarray(offset, offset + (isCompressed ? characters : 2 * characters));
  return new TextDecoder(isCompressed ? 'windows-1252' : 'utf-16le').decode(bytes);
}

/* The characters that are none ([MS-DOC] 2.4.1): ends of lines, cells and pages, and the three marks of a field. */
const ends = '\r\v\f\u0007';
const marks = { begin: '\u0013', shown: '\u0014', end: '\u0015' };

/** A field is its command, and behind a mark what it shows; another field may stand in either. */
function readParagraphs(text: string, into: TextGatherer): void {
  const fields: ('command' | 'shown')[] = [];
  let commands = 0;
  let paragraph = '';
  for (const character of text) {
    if (character === marks.begin) {
      fields.push('command');
      commands += 1;
    } else if (character === marks.shown || character === marks.end) {
      if (fields.pop() === 'command') commands -= 1;
      if (character === marks.shown) fields.push('shown');
    } else if (commands > 0) continue;
    else if (ends.includes(character)) {
      into.add(paragraph);
      paragraph = '';
    } else paragraph += character;
    if (into.full) return;
  }
  into.add(paragraph);
}

const masters = new Set([0x03f8, 0x0fc9, 0x0fca]);

/** Text of a presentation of 97 to 2003: slides and notes as they are stored, without what stands on every slide. */
export function extractOldSlides(file: Buffer, into: TextGatherer): void {
  const stream = readCompoundFile(file)
    .find(({ name }) => name === 'PowerPoint Document')
    ?.read?.();
  if (!stream) throw new RefusedDocument('damaged', 'there are no slides in it');
  // [MS-PPT] 2.3.1: containers are told by their version, and hold records as the stream does.
  for (let at = 0; at + 8 <= stream.length && !into.full; ) {
    const type = stream.readUInt16LE(at + 2);
    const length = stream.readUInt32LE(at + 4);
    const isContainer = (stream.readUInt16LE(at) & 0x0f) === 0x0f;
    const content = stream.subarray(at + 8, at + 8 + length);
    // 2.9.42, 2.9.43: text of two bytes a character, or of one where the other is zero.
    if (type === 0x0fa0) addLines(content.toString('utf16le'), into);
    else if (type === 0x0fa8) addLines(content.toString('latin1'), into);
    at += 8 + (isContainer && !masters.has(type) ? 0 : length);
  }
}

function addLines(text: string, into: TextGatherer): void {
  for (const line of text.split('\v').flatMap((part) => part.split('\r'))) into.add(line);
}
