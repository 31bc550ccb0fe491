import { RefusedDocument } from './refused.ts';

/** A stream in a compound file, or (without content) a storage: a folder of streams. */
export interface CompoundEntry {
  name: string;
  /** Null for a storage. */
  read: (() => Buffer) | null;
}

const endOfChain = 0xfffffffa;
const directoryEntryBytes = 128;
const miniSectorBytes = 64;

/**
 * Lists all there is in a compound file ([MS-CFB]), the format of Word, PowerPoint and Excel until 2003
 * and of objects embedded since. Chains that turn back on themselves or lead outside are damage.
 */
export function readCompoundFile(file: Buffer): CompoundEntry[] {
  if (file.length < 512) throw damaged('the header is cut short');
  const sectorShift = file.readUInt16LE(30);
  if (sectorShift !== 9 && sectorShift !== 12) throw damaged('sectors have an unknown size');
  const sectorBytes = 1 << sectorShift;
  const sectorCount = Math.floor(file.length / sectorBytes);

  const sector = (id: number): Buffer => {
    const start = (id + 1) * sectorBytes;
    if (start + 1 > file.length) throw damaged('a sector lies outside');
    // The last one may be cut short by writers who know that nobody needs the rest.
    return file.subarray(start, start + sectorBytes);
  };
  const table = readSectorTable(file, sectorCount, sector);

  /** The sectors of a chain, at most as many as there are. */
  const follow = (first: number, next: readonly number[] | Uint32Array, most: number): number[] => {
    const chain: number[] = [];
    for (let id = first; id < endOfChain; id = next[id] ?? endOfChain) {
      if (chain.length >= most) throw damaged('a chain has no end');
      chain.push(id);
    }
    return chain;
  };
  const join = (first: number) => Buffer.concat(follow(first, table, sectorCount).map(sector));

  const directory = join(file.readUInt32LE(48));
  const miniCutoff = file.readUInt32LE(56);
  const miniTable = toNumbers(join(file.readUInt32LE(60)));
  const root = directory.subarray(0, directoryEntryBytes);
  if (root.length < directoryEntryBytes) throw damaged('there is no root');
  const miniStream = join(root.readUInt32LE(116));

  const read = (first: number, bytes: number): Buffer => {
    if (bytes > file.length) throw damaged('a stream is longer than the file');
    if (bytes === 0) return Buffer.alloc(0);
    const whole =
      bytes >= miniCutoff
        ? join(first)
        : Buffer.concat(
            follow(first, miniTable, miniTable.length).map((id) =>
              miniStream.subarray(id * miniSectorBytes, (id + 1) * miniSectorBytes),
            ),
          );
    if (whole.length < bytes) throw damaged('a stream is cut short');
    return whole.subarray(0, bytes);
  };

  const entries: CompoundEntry[] = [];
  for (let at = 0; at + directoryEntryBytes <= directory.length; at += directoryEntryBytes) {
    const type = directory[at + 66];
    if (type !== 1 && type !== 2) continue;
    const nameBytes = Math.min(64, directory.readUInt16LE(at + 64));
    const name = directory.toString('utf16le', at, at + Math.max(0, nameBytes - 2));
    const [first, bytes] = [directory.readUInt32LE(at + 116), directory.readUInt32LE(at + 120)];
    entries.push({ name, read: type === 2 ? () => read(first, bytes) : null });
  }
  return entries;
}

/** The table says of every sector which one follows it; its own sectors are listed in the header and on. */
function readSectorTable(file: Buffer, sectorCount: number, sector: (id: number) => Buffer): Uint32Array {
  const ids = toNumbers(file.subarray(76, 512));
  let more = file.readUInt32LE(68);
  for (let lists = 0; more < endOfChain; lists += 1) {
    if (lists > sectorCount) throw damaged('the list of tables has no end');
    const list = toNumbers(sector(more));
    more = list.at(-1) ?? endOfChain;
    ids.push(...list.slice(0, -1));
  }
  const used = ids.filter((id) => id < endOfChain);
  if (used.length > sectorCount) throw damaged('there are more tables than sectors');
  const table = new Uint32Array(Math.max(1, used.length) * 1024).fill(0xffffffff);
  let filled = 0;
  for (const id of used) {
    for (const next of toNumbers(sector(id))) table[filled++] = next;
  }
  return table.subarray(0, filled);
}

function toNumbers(bytes: Buffer): number[] {
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readUInt32LE(index * 4));
}

const damaged = (detail: string) => new RefusedDocument('damaged', detail);
