/** A packet as `-f framecrc` prints it, times in units of its stream. */
export interface PrintedPacket {
  stream: number;
  decodedAt: number;
  shownAt: number;
  duration: number;
  bytes: number;
  checksum: string;
  keyframe: boolean;
  /** It is read, but not shown. */
  discarded: boolean;
}

const PACKET = /^(\d+),\s*(-?\d+),\s*(-?\d+),\s*(-?\d+),\s*(\d+),\s*(0x\w+)(?:, F=(0x\w+))?/;

/** AV_PKT_FLAG_KEY and AV_PKT_FLAG_DISCARD. */
const FLAGS = { key: 1, discard: 4 };

/** Null for a line that is none. `framecrc` names flags unless a packet is a keyframe and nothing else. */
export function readPacket(line: string): PrintedPacket | null {
  const [, stream, decodedAt, shownAt, duration, bytes, checksum, named] = PACKET.exec(line) ?? [];
  if (checksum === undefined) return null;
  const flags = Number(named ?? FLAGS.key);
  return {
    stream: Number(stream),
    decodedAt: Number(decodedAt),
    shownAt: Number(shownAt),
    duration: Number(duration),
    bytes: Number(bytes),
    checksum,
    keyframe: (flags & FLAGS.key) !== 0,
    discarded: (flags & FLAGS.discard) !== 0,
  };
}

/** Of how many seconds the units of a stream are, from the line that says so; null for another line. */
export function readTimeBase(line: string): { stream: number; seconds: number } | null {
  const [, stream, top, bottom] = /^#tb (\d+): (\d+)\/(\d+)$/.exec(line) ?? [];
  return stream === undefined ? null : { stream: Number(stream), seconds: Number(top) / Number(bottom) };
}
