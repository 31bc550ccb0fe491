import { crc32, deflateRawSync } from 'node:zlib';

/** One entry, well formed unless something else is said. */
export interface MadeEntry {
  name: string | Buffer;
  content?: Buffer | string;
  /** The data as they are stored, instead of the content's. */
  packed?: Buffer;
  /** 8 (deflate) when left out. */
  method?: number;
  /** General purpose bits; that of UTF-8 names when left out. */
  flags?: number;
  /** Unix mode, which the upper half of the external attributes holds. */
  mode?: number;
  /** What the headers say instead of the truth. */
  declaredBytes?: number;
  declaredPackedBytes?: number;
  localName?: string;
  /** Shares the data of the entry that stands so many before. */
  sharesWith?: number;
}

/** A ZIP file as its parts say, right or wrong (APPNOTE.TXT 4.3). */
export function makeArchive(
  entries: readonly MadeEntry[],
  lies: { entryCount?: number; directoryAt?: number; before?: Buffer; after?: Buffer } = {},
): Buffer {
  const parts: Buffer[] = [lies.before ?? Buffer.alloc(0)];
  const directory: Buffer[] = [];
  const placed: { at: number; packed: Buffer; content: Buffer }[] = [];
  let at = parts[0]?.length ?? 0;
  for (const entry of entries) {
    const { method = 8, flags = 0x800, mode = 0o100644 } = entry;
    const name = Buffer.from(entry.name);
    const shared = entry.sharesWith === undefined ? undefined : placed.at(-entry.sharesWith);
    const content = shared?.content ?? Buffer.from(entry.content ?? '');
    const packed = shared?.packed ?? entry.packed ?? (method === 8 ? deflateRawSync(content) : content);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(content), 0);
    sizes.writeUInt32LE(entry.declaredPackedBytes ?? packed.length, 4);
    sizes.writeUInt32LE(entry.declaredBytes ?? content.length, 8);
    const localName = Buffer.from(entry.localName ?? name);
    const start = shared?.at ?? at;
    if (!shared) {
      const local = Buffer.concat([
        Buffer.from('PK\x03\x04\x14\0', 'latin1'),
        words(flags, method, 0, 0),
        sizes,
        words(localName.length, 0),
        localName,
        packed,
      ]);
      parts.push(local);
      at += local.length;
    }
    placed.push({ at: start, packed, content });
    const end = Buffer.alloc(8);
    end.writeUInt32LE(mode * 0x10000, 0);
    end.writeUInt32LE(start, 4);
    directory.push(
      Buffer.from('PK\x01\x02\x14\x03\x14\0', 'latin1'),
      words(flags, method, 0, 0),
      sizes,
      words(name.length, 0, 0, 0, 0),
      end,
      name,
    );
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(12);
  end.writeUInt16LE(lies.entryCount ?? entries.length, 0);
  end.writeUInt32LE(listed.length, 2);
  end.writeUInt32LE(lies.directoryAt ?? at, 6);
  const count = words(lies.entryCount ?? entries.length);
  return Buffer.concat([
    ...parts,
    listed,
    Buffer.from('PK\x05\x06\0\0\0\0', 'latin1'),
    count,
    end,
    lies.after ?? Buffer.alloc(0),
  ]);
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, index * 2);
  return bytes;
}
