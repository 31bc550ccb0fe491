/** The text of a file that begins with the mark of UTF-16 in either order; undefined for every other. */
export function decodeUtf16(file: Buffer): string | undefined {
  const mark = file.subarray(0, 2).toString('hex');
  if (mark === 'fffe') return new TextDecoder('utf-16le').decode(file);
  if (mark === 'feff') return new TextDecoder('utf-16be').decode(file);
  return undefined;
}
