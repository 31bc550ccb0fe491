const second = 1000;
const hour = 3600 * second;
const MiB = 1024 ** 2;

/** Bytes and milliseconds. */
export interface UploadLimits {
  maxBytes: number;
  /** Open uploads of one person that count. */
  maxOpen: number;
  /** An upload that nothing came for in this time neither counts nor holds room. */
  idleAfter: number;
  /** Room that uploads leave to everything else on the disk. */
  keepFreeBytes: number;
  /** A connection that sends nothing for this long is closed. */
  silentAfter: number;
  /** At the latest after so many bytes, or so long, what came is put on disk and recorded. */
  checkpointBytes: number;
  checkpointAfter: number;
}

export const uploadLimits: UploadLimits = {
  maxBytes: 8 * 1024 * MiB,
  maxOpen: 20,
  idleAfter: hour,
  keepFreeBytes: 1024 * MiB,
  silentAfter: 120 * second,
  checkpointBytes: 16 * MiB,
  checkpointAfter: 2 * second,
};
