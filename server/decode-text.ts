/**
 * The text of a file as people save it: UTF-8 or UTF-16 with their marks, UTF-8 without one, or GB18030, which
 * Excel and old editors write in China. Undefined when it is no text at all, such as a workbook.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode('utf-16le', bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode('utf-16be', bytes);
  // No text has NUL; everything that packs or paints has.
  if (bytes.includes(0)) return undefined;
  return decode('utf-8', bytes) ?? decode('gb18030', bytes);
}

function decode(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Not written that way.
    return undefined;
  }
}
