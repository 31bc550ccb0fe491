import { MediaRejectedError } from '../errors.ts';

/**
 * A file cut short decodes without an error: only its length tells. Throws MediaRejectedError `truncated`
 * when more than 2 % and 2 s are missing; answers whether there was that much more than it said.
 */
export function judgeDuration(said: number, decoded: number): { longer: boolean } {
  const tolerated = Math.max(2, said * 0.02);
  if (said - decoded > tolerated) {
    throw new MediaRejectedError(
      'truncated',
      `it says ${said.toFixed(1)} s and ends after ${decoded.toFixed(1)} s`,
    );
  }
  return { longer: decoded - said > tolerated };
}
