import { inflateSync } from 'node:zlib';
import { type CompoundEntry, readCompoundFile } from './compound-file.ts';
import { recogniseContent, recogniseName } from './recognise-content.ts';
import { RefusedDocument } from './refused.ts';

/** The stream that each of the old kinds of document keeps its text in. */
const mainStreams: Readonly<Record<string, readonly string[]>> = {
  doc: ['WordDocument'],
  ppt: ['PowerPoint Document'],
  xls: ['Workbook', 'Book'],
};

/** Inspects a document of Office 97 to 2003, or (without a kind) an object embedded in another document. */
export function inspectCompound(file: Buffer, kind?: string): void {
  const entries = readCompoundFile(file);
  const main = kind === undefined ? undefined : entries.find(isOneOf(mainStreams[kind] ?? []));
  if (kind !== undefined && !main?.read) {
    const isAnother = entries.some(isOneOf(Object.values(mainStreams).flat()));
    throw new RefusedDocument(
      isAnother ? 'mislabelled' : 'damaged',
      isAnother ? 'it is another kind of document' : 'there is no document in it',
    );
  }
  refuseLocked(entries);
  refuseMacros(entries);
  for (const { name, read } of entries) {
    if (!read) continue;
    if (name === '\x01Ole10Native') refusePackedProgram(read());
    else if (name === 'WordDocument') inspectWord(read());
    else if (name === 'PowerPoint Document') inspectPowerPoint(read());
    else if (name === 'Workbook' || name === 'Book') inspectExcel(read());
  }
}

/** What else is embedded as a whole file: a new document as an object of an old one, a PDF. */
export function listPackages(file: Buffer): Buffer[] {
  return readCompoundFile(file).flatMap(({ name, read }) =>
    read && (name === 'Package' || name === 'CONTENTS') ? [read()] : [],
  );
}

const isOneOf = (names: readonly string[]) => (entry: CompoundEntry) => names.includes(entry.name);

function refuseLocked(entries: readonly CompoundEntry[]): void {
  if (entries.some(isOneOf(['EncryptedPackage', 'EncryptionInfo', 'EncryptedSummary']))) {
    throw new RefusedDocument('encrypted', 'the document needs a password');
  }
}

/** [MS-OVBA]: a project always has the storage VBA with the stream dir; Word 6 had none of it. */
function refuseMacros(entries: readonly CompoundEntry[]): void {
  const found = entries.some(({ name }) => /^(VBA|_VBA_PROJECT|_VBA_PROJECT_CUR|Macros)$/i.test(name));
  if (found) throw new RefusedDocument('macros', 'the document has a macro project');
}

/** A file put into a document by hand: its name and path stand before it, each ended by a zero. */
function refusePackedProgram(object: Buffer): void {
  const names = object.toString('latin1', 4, Math.min(object.length, 4 + 1024)).split('\0');
  const isProgram =
    names.some((name) => recogniseName(name) !== 'other') ||
    object.includes('This program cannot be run in DOS mode') ||
    object.includes('This program must be run under Win32') ||
    recogniseContent(object.subarray(4)) === 'program';
  if (isProgram) throw new RefusedDocument('embedded-program', 'a program is embedded');
}

/** [MS-DOC] 2.5.2: bit 8 of the flags. Fields that start programs stand as text between their marks. */
function inspectWord(stream: Buffer): void {
  if (stream.length < 32) throw new RefusedDocument('damaged', 'the text is cut short');
  if ((stream.readUInt16LE(10) & 0x0100) !== 0)
    throw new RefusedDocument('encrypted', 'the text is encrypted');
  for (const field of ['\x13DDE', '\x13 DDE']) {
    if (stream.includes(field, 0, 'latin1') || stream.includes(field, 0, 'utf16le')) {
      throw new RefusedDocument('external-content', 'a field runs another program');
    }
  }
}

/** [MS-XLS] 2.4.117 FilePass, 2.4.28 BoundSheet8 (sheets of macros), records from the beginning on. */
function inspectExcel(stream: Buffer): void {
  for (let at = 0; at + 4 <= stream.length; ) {
    const [type, length] = [stream.readUInt16LE(at), stream.readUInt16LE(at + 2)];
    if (type === 0x2f) throw new RefusedDocument('encrypted', 'the workbook is encrypted');
    if (type === 0x85 && length >= 6 && [1, 6].includes(stream[at + 9] ?? 0)) {
      throw new RefusedDocument('macros', 'the workbook has a sheet of macros');
    }
    // End of the first part, which is about the workbook as a whole.
    if (type === 0x0a) return;
    at += 4 + length;
  }
}

const mostUnpackedObject = 64 * 1024 ** 2;

/** [MS-PPT] 2.4.10 VBAInfoAtom, 2.10.34 ExOleObjStg: embedded objects are compound files, mostly packed. */
function inspectPowerPoint(stream: Buffer): void {
  const macroFlag = Buffer.from('020000040c000000', 'hex');
  for (let at = stream.indexOf(macroFlag); at >= 0; at = stream.indexOf(macroFlag, at + 8)) {
    if (at + 16 <= stream.length && stream.readUInt32LE(at + 12) === 1)
      throw new RefusedDocument('macros', 'the presentation has macros');
  }
  for (let at = 0; at + 8 <= stream.length; ) {
    const [instance, type] = [stream.readUInt16LE(at) >> 4, stream.readUInt16LE(at + 2)];
    const length = stream.readUInt32LE(at + 4);
    if (at + 8 + length > stream.length) throw new RefusedDocument('damaged', 'a record is cut short');
    if (type === 0x1011) inspectObject(stream.subarray(at + 8, at + 8 + length), instance === 1);
    at += 8 + length;
  }
}

function inspectObject(stored: Buffer, isPacked: boolean): void {
  const object = isPacked ? unpackObject(stored.subarray(4)) : stored;
  // Older objects keep nothing but their data here.
  if (recogniseContent(object) === 'compound') inspectCompound(object);
  else if (recogniseContent(object) === 'program')
    throw new RefusedDocument('embedded-program', 'a program is embedded');
}

function unpackObject(packed: Buffer): Buffer {
  try {
    return inflateSync(packed, { maxOutputLength: mostUnpackedObject });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new RefusedDocument('too-much', 'an object is too large');
    throw new RefusedDocument('damaged', 'an object cannot be unpacked', { cause });
  }
}
