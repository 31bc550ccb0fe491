import type { MeasuredEnds } from './read-ffprobe.ts';

/** A step of the clock of more than this is a new take, not a pause: ffmpeg's own `-dts_delta_threshold`. */
const JUMP_SECONDS = 10;
/** So far back a clock may go and still be the same: ffmpeg's tolerance for packets out of order. */
const BACK_SECONDS = 0.1;

export interface EndsMeter {
  /** Stream, presentation time, decoding time, length, in seconds; what a packet does not say is not a number. */
  add(packet: readonly number[]): void;
  /** Where each stream ends. */
  read(): MeasuredEnds;
}

/**
 * Follows the packets of a file to the end of each stream. Where the clock `mayJump`, as between two takes on
 * one tape, it goes on from where it was: as ffmpeg will when it decodes.
 */
export function createEndsMeter(mayJump: boolean): EndsMeter {
  const ends = new Map<number, number>();
  const expected = new Map<number, number>();
  let shift = 0;
  return {
    add([stream, shown = Number.NaN, decoded = Number.NaN, lasting = Number.NaN]) {
      const clock = Number.isFinite(decoded) ? decoded : shown;
      if (stream === undefined || !Number.isInteger(stream) || !Number.isFinite(clock)) return;
      const length = Number.isFinite(lasting) ? lasting : 0;
      const before = expected.get(stream);
      const step = before === undefined ? 0 : clock + shift - before;
      if (mayJump && (step > JUMP_SECONDS || step < -BACK_SECONDS)) shift -= step;
      expected.set(stream, Math.max(before ?? 0, clock + shift + length));
      const end = (Number.isFinite(shown) ? shown : clock) + shift + length;
      ends.set(stream, Math.max(ends.get(stream) ?? 0, end));
    },
    read: () => ends,
  };
}
