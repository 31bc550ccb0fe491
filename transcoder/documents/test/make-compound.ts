/** Streams by name; null for a storage. */
export type MadeStreams = Readonly<Record<string, Buffer | null>>;

const sectorBytes = 512;

/** A compound file with its streams side by side, in whole sectors ([MS-CFB]). */
export function makeCompound(streams: MadeStreams): Buffer {
  const sectors: Buffer[] = [];
  const next: number[] = [];
  const put = (content: Buffer): number => {
    const first = sectors.length;
    const count = Math.max(1, Math.ceil(content.length / sectorBytes));
    for (let index = 0; index < count; index += 1) {
      const sector = Buffer.alloc(sectorBytes);
      content.copy(sector, 0, index * sectorBytes, (index + 1) * sectorBytes);
      sectors.push(sector);
      next.push(index === count - 1 ? 0xfffffffe : first + index + 1);
    }
    return first;
  };
  const entries = [directoryEntry('Root Entry', 5, 0xfffffffe, 0)];
  for (const [name, content] of Object.entries(streams)) {
    entries.push(
      content === null
        ? directoryEntry(name, 1, 0, 0)
        : directoryEntry(name, 2, put(content), content.length),
    );
  }
  const directoryAt = put(Buffer.concat(entries));
  const tableSectors = Math.ceil((sectors.length + 1) / (sectorBytes / 4 - 1)) + 1;
  const tableAt = sectors.length;
  for (let index = 0; index < tableSectors; index += 1) next.push(0xfffffffd);
  const table = Buffer.alloc(tableSectors * sectorBytes, 0xff);
  for (const [index, value] of next.entries()) table.writeUInt32LE(value, index * 4);

  const header = Buffer.alloc(sectorBytes, 0xff);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.fill(0, 8, 76);
  header.writeUInt16LE(0x3e, 24);
  header.writeUInt16LE(3, 26);
  header.writeUInt16LE(0xfffe, 28);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(tableSectors, 44);
  header.writeUInt32LE(directoryAt, 48);
  // Every stream is long enough for whole sectors.
  header.writeUInt32LE(0, 56);
  header.writeUInt32LE(0xfffffffe, 60);
  header.writeUInt32LE(0xfffffffe, 68);
  for (let index = 0; index < tableSectors; index += 1) header.writeUInt32LE(tableAt + index, 76 + index * 4);
  return Buffer.concat([header, ...sectors, table]);
}

function directoryEntry(name: string, type: number, first: number, bytes: number): Buffer {
  const entry = Buffer.alloc(128);
  entry.write(name, 0, 'utf16le');
  entry.writeUInt16LE((name.length + 1) * 2, 64);
  entry[66] = type;
  entry.writeUInt32LE(first, 116);
  entry.writeUInt32LE(bytes, 120);
  return entry;
}
