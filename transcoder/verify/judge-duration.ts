import { MediaRejectedError } from '../errors.ts';

/** Most that can come out of a file that says it lasts `said` seconds; beyond it ffmpeg stops reading. */
export function greatestDuration(said: number): number {
  return 1.5 * said + 30;
}

/**
 * A file cut short decodes without an error: only its length tells. Throws MediaRejectedError `truncated`
 * when more than 2 % and 2 s are missing, and `decode-failed` when there is so much more than it said that
 * its time stamps must be wrong; answers whether there was clearly more.
 */
export function judgeDuration(said: number, decoded: number): { longer: boolean } {
  const tolerated = Math.max(2, said * 0.02);
  if (said - decoded > tolerated) {
    throw new MediaRejectedError(
      'truncated',
      `it says ${said.toFixed(1)} s and ends after ${decoded.toFixed(1)} s`,
    );
  }
  if (decoded >= greatestDuration(said)) {
    throw new MediaRejectedError(
      'decode-failed',
      `it says ${said.toFixed(1)} s and its time stamps go on far beyond`,
    );
  }
  return { longer: decoded - said > tolerated };
}
