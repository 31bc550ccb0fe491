import { makeCompound } from './make-compound.ts';

export interface WordPiece {
  text: string;
  /** One byte a character. */
  isCompressed: boolean;
}

/** A Word document of 97 to 2003 whose text lies in these pieces, the last one first. */
export function makeOldWord(pieces: readonly WordPiece[]): Buffer {
  const main = Buffer.alloc(8192);
  main.writeUInt16LE(0xa5ec, 0);
  main.writeUInt16LE(0x0200, 10);
  const places = new Map<WordPiece, number>();
  let end = 4096;
  for (const piece of pieces.toReversed()) {
    places.set(piece, end);
    end += main.write(piece.text, end, piece.isCompressed ? 'latin1' : 'utf16le');
  }
  const plc = Buffer.alloc(4 * (pieces.length + 1) + 8 * pieces.length);
  let character = 0;
  for (const [index, piece] of pieces.entries()) {
    character += piece.text.length;
    plc.writeUInt32LE(character, 4 * (index + 1));
    const place = places.get(piece) ?? 0;
    const written = piece.isCompressed ? 0x40000000 + 2 * place : place;
    plc.writeUInt32LE(written, 4 * (pieces.length + 1) + 8 * index + 2);
  }
  const formatted = Buffer.from('01020000ff', 'hex');
  const listed = Buffer.alloc(5);
  listed[0] = 2;
  listed.writeUInt32LE(plc.length, 1);
  const clx = Buffer.concat([formatted, listed, plc]);
  main.writeUInt32LE(16, 0x1a2);
  main.writeUInt32LE(clx.length, 0x1a6);
  const table = Buffer.alloc(4096);
  clx.copy(table, 16);
  return makeCompound({ WordDocument: main, '1Table': table });
}

function record(type: number, content: Buffer, isContainer = false): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(isContainer ? 0x0f : 0, 0);
  header.writeUInt16LE(type, 2);
  header.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, content]);
}

const textRecord = (text: string) =>
  /^[\x20-\x7e]*$/.test(text)
    ? record(0x0fa8, Buffer.from(text, 'latin1'))
    : record(0x0fa0, Buffer.from(text, 'utf16le'));

/** A presentation of 97 to 2003. */
export function makeOldSlides({ master, slides }: { master: string; slides: readonly string[] }): Buffer {
  const stream = Buffer.concat([
    record(0x03f8, textRecord(master), true),
    ...slides.map((text) => record(0x03ee, textRecord(text), true)),
    record(0x0fff, Buffer.alloc(5000)),
  ]);
  return makeCompound({ 'PowerPoint Document': stream });
}
