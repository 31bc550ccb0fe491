/** How the bytes of a text file were written. */
export type TextEncoding = 'utf-8' | 'utf-16' | 'gb18030';

/**
 * The text of a file as people save it: UTF-8 or UTF-16 with their marks, UTF-8 without one, or GB18030, which
 * Excel writes in China. Undefined when it is no text at all, such as a workbook.
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: TextEncoding } | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode('utf-16le', 'utf-16', bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode('utf-16be', 'utf-16', bytes);
  // No text has NUL; everything that packs or paints has.
  if (bytes.includes(0)) return undefined;
  return decode('utf-8', 'utf-8', bytes) ?? decode('gb18030', 'gb18030', bytes);
}

function decode(label: string, encoding: TextEncoding, bytes: Uint8Array) {
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes), encoding };
  } catch {
    // Not written that way.
    return undefined;
  }
}
