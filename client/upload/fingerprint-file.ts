/** What is needed of a file: a browser's `File` is one. */
export interface UploadSource {
  readonly name: string;
  readonly size: number;
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

const endBytes = 1024 ** 2;

export interface Fingerprint {
  /** Of its bytes alone: the same on every device. */
  bytes: string;
  /** Of this very file on this device: with its name and date. */
  file: string;
}

/**
 * Tells whether the same file was chosen again: its size and a checksum of its first and last MiB. Not
 * cryptographic: browsers have no `crypto.subtle` on plain http, and it only finds the person's own upload.
 */
export async function fingerprintFile(file: UploadSource): Promise<Fingerprint> {
  const ends = await Promise.all([
    file.slice(0, Math.min(endBytes, file.size)).arrayBuffer(),
    file.slice(Math.max(0, file.size - endBytes), file.size).arrayBuffer(),
  ]);
  const sums = ends.map((bytes) => checksum(new Uint8Array(bytes)));
  return {
    bytes: [file.size, ...sums].join('-'),
    file: [file.size, file.lastModified, ...sums, encodeURIComponent(file.name)].join('-'),
  };
}

/** FNV-1a, 32 bits (draft-eastlake-fnv). */
function checksum(bytes: Uint8Array): string {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return (sum >>> 0).toString(16).padStart(8, '0');
}
