import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, getFileNameLowLevel, validateFileName, type ZipFile } from 'yauzl';
import { orDamaged, RefusedDocument } from './refused.ts';

/** What one document may unpack to, with everything packed inside it. Counted down as it is read. */
export interface Budget {
  entries: number;
  bytes: number;
}

/** OWASP ASVS 5.0, 5.2.3: limits for what is packed, checked before and while it is unpacked. */
export const newBudget = (): Budget => ({ entries: 2000, bytes: 500e6 });

const mostRatio = 100;
/** Small texts of spaces pack better than any ratio, and harm nobody. */
const smallEnough = 4 * 1024 ** 2;

/** A file in an archive; what it holds has passed once, in full, and has the length that is declared. */
export interface ArchivedFile {
  name: string;
  content: Buffer;
}

/**
 * Reads a ZIP file entry by entry, in memory, so that nothing is ever unpacked to a disk. Everything that
 * readers of ZIP could see differently is refused: what one of them was shown must be what all get.
 */
export async function* readArchive(archive: Buffer, budget: Budget): AsyncGenerator<ArchivedFile> {
  const zip = await orDamaged('opening the archive', () =>
    // Names are decoded here, so that those that lead elsewhere are told from damage.
    fromBufferPromise(archive, { decodeStrings: false, autoClose: false }),
  );
  if (zip.entryCount > budget.entries) throw tooMuch('too many entries');
  const entries = await orDamaged('reading the directory', async () => {
    const listed: Entry[] = [];
    for await (const entry of zip.eachEntry()) listed.push(entry);
    return listed;
  });
  requireWholeDirectory(zip, archive);
  requireModestSizes(entries, archive.length, budget);
  budget.entries -= entries.length;
  const seen = new Set<string>();
  for (const entry of entries) {
    const name = readName(entry);
    if (seen.has(name)) throw new RefusedDocument('damaged', 'two entries have the same name');
    seen.add(name);
    requirePlainFile(entry);
    await requireSameHeader(zip, entry);
    if (!name.endsWith('/')) yield { name, content: await readContent(zip, entry, budget) };
    else if (entry.uncompressedSize > 0) throw new RefusedDocument('damaged', 'a folder has content');
  }
}

/** The directory has to end where the archive's own end begins: no entry is left out of its count. */
function requireWholeDirectory(zip: ZipFile, archive: Buffer): void {
  const cursor = Number(zip.readEntryCursor);
  const next = archive.toString('latin1', cursor, cursor + 4);
  if (next === 'PK\x05\x06' || next === 'PK\x06\x06') return;
  throw new RefusedDocument('damaged', 'the directory goes on after its end');
}

function requireModestSizes(entries: readonly Entry[], archiveBytes: number, budget: Budget): void {
  let packed = 0;
  let unpacked = 0;
  for (const entry of entries) {
    packed += entry.compressedSize;
    unpacked += entry.uncompressedSize;
  }
  if (packed > archiveBytes) throw tooMuch('entries share their data');
  if (unpacked > budget.bytes) throw tooMuch('too many bytes');
  if (unpacked > Math.max(smallEnough, mostRatio * archiveBytes)) throw tooMuch('too high a ratio');
}

const tooMuch = (detail: string) => new RefusedDocument('too-much', detail);

function readName(entry: Entry): string {
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  if (name === '' || name.includes('\0') || validateFileName(name) !== null) {
    throw new RefusedDocument('unsafe-names', 'an entry is named to lead elsewhere');
  }
  return name;
}

const typeMask = 0o170000;
const plainTypes = [0, 0o100000, 0o040000];

function requirePlainFile(entry: Entry): void {
  if (!plainTypes.includes((entry.externalFileAttributes >>> 16) & typeMask)) {
    throw new RefusedDocument('unsafe-names', 'an entry is a link or a device');
  }
  if (entry.isEncrypted()) throw new RefusedDocument('encrypted', 'an entry needs a password');
  if (!entry.canDecodeFileData()) {
    throw new RefusedDocument('nested', 'an entry is packed in a way that cannot be looked into');
  }
}

/** Some readers believe the directory, some what stands before the data. */
async function requireSameHeader(zip: ZipFile, entry: Entry): Promise<void> {
  const local = await orDamaged('reading an entry', () =>
    zip.readLocalFileHeaderPromise(entry, { minimal: false }),
  );
  if (!local.fileName.equals(entry.fileNameRaw)) {
    throw new RefusedDocument('damaged', 'an entry has two names');
  }
  if (local.compressionMethod !== entry.compressionMethod) {
    throw new RefusedDocument('damaged', 'an entry is packed in two ways');
  }
}

async function readContent(zip: ZipFile, entry: Entry, budget: Budget): Promise<Buffer> {
  return orDamaged('unpacking an entry', async () => {
    const stream = await zip.openReadStreamPromise(entry);
    const chunks: Buffer[] = [];
    let sum = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      budget.bytes -= chunk.length;
      if (budget.bytes < 0) throw tooMuch('too many bytes');
      sum = crc32(chunk, sum);
      chunks.push(chunk);
    }
    if (sum !== entry.crc32) throw new RefusedDocument('damaged', 'an entry is not what it was');
    return Buffer.concat(chunks);
  });
}
