import { MediaRejectedError, NoRoomError } from '../errors.ts';
import type { Ending, ProcessResult } from './run-process.ts';

/** The loader's words, exit code 127, where the memory it is kept to does not hold the program itself. */
const TOO_LITTLE_TO_START =
  /error while loading shared libraries: .*(?:failed to map segment|Cannot allocate memory)/;

type OrdinaryResult = ProcessResult & { ending: Extract<Ending, { kind: 'exited' }> };

/**
 * Passes where a program ended by itself, whatever its exit code, if it could start. A crash or a limit is the
 * file's doing (worth one more try), a full disk is ours.
 */
export function requireOrdinaryEnd(result: ProcessResult, doing: string): asserts result is OrdinaryResult {
  if (result.stderr.includes('No space left on device')) throw new NoRoomError(`the disk is full (${doing})`);
  const { ending } = result;
  switch (ending.kind) {
    case 'exited':
      if (!TOO_LITTLE_TO_START.test(result.stderr)) return;
      throw new MediaRejectedError('limit', `${doing} had too little memory to start`, { retryOnce: true });
    case 'limit':
      throw new MediaRejectedError('limit', `${doing} ran into the ${ending.limit} limit`, {
        retryOnce: true,
      });
    case 'crashed':
      throw new MediaRejectedError('decode-failed', `${doing} crashed (signal ${ending.signal})`, {
        retryOnce: true,
      });
    default:
      throw new TypeError(`unknown ending ${JSON.stringify(ending satisfies never)}`);
  }
}
