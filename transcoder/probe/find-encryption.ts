/** Objects of an ASF header that say its packets are locked (ASF specification 3.14, 3.15). */
const ASF_LOCKS = ['fbb3112223bdd211b4b700a0c955fc6e', '14e68a292226174cb935dae07ee9289c'].map((guid) =>
  Buffer.from(guid, 'hex'),
);

/**
 * How the pictures of a file are locked, by the first and last bytes of it: what ffmpeg would decode into
 * noise, or refuse without saying why. Undefined where nothing of the kind is seen.
 */
export function findEncryption(start: Uint8Array, end: Uint8Array): string | undefined {
  const head = Buffer.from(start.buffer, start.byteOffset, start.length);
  const tail = Buffer.from(end.buffer, end.byteOffset, end.length);
  const has = (name: string) => head.includes(name) || tail.includes(name);
  if (head.includes('ftyp') && head.indexOf('ftyp') === 4) {
    // ISO/IEC 23001-7: a protected sample entry, or a table of what is encrypted in each sample.
    if (has('sinf') && has('schm') && ['encv', 'enca', 'drmi', 'drms'].some(has)) return 'MP4 with DRM';
    if (has('senc') && has('saiz')) return 'MP4 with encrypted samples';
  }
  if (ASF_LOCKS.some((lock) => head.includes(lock))) return 'Windows Media with DRM';
  if (isScrambledTransport(head)) return 'scrambled transport stream';
  if (isScrambledProgram(head)) return 'DVD with copy protection';
  return undefined;
}

/** ISO/IEC 13818-1 2.4.3.2: two bits in the header of each packet. */
function isScrambledTransport(head: Buffer): boolean {
  for (const [first, step] of [
    [0, 188],
    [4, 192],
  ] as const) {
    let packets = 0;
    let scrambled = 0;
    for (let at = first; at + 4 <= head.length && head[at] === 0x47; at += step) {
      packets++;
      if ((head[at + 3]! & 0x80) !== 0) scrambled++;
    }
    if (packets >= 20 && scrambled > packets / 3) return true;
  }
  return false;
}

/** ISO/IEC 13818-1 2.4.3.7: two bits in the header of each packet of a picture. */
function isScrambledProgram(head: Buffer): boolean {
  if (head.length < 4 || head.readUInt32BE(0) !== 0x1ba) return false;
  const picture = Buffer.from([0, 0, 1, 0xe0]);
  let packets = 0;
  let scrambled = 0;
  for (let at = head.indexOf(picture); at >= 0 && at + 7 < head.length; at = head.indexOf(picture, at + 4)) {
    const flags = head[at + 6]!;
    if (flags >> 6 !== 2) continue;
    packets++;
    if ((flags & 0x30) !== 0) scrambled++;
  }
  return packets >= 4 && scrambled > packets / 3;
}
