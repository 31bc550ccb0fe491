import { RetryLater } from '../../server/jobs/job-handler.ts';
import { waitsForRoom } from '../../server/jobs/waits-for-room.ts';
import { MediaStoreUnavailableError } from '../../server/media-store/media-store.ts';
import { NoRoomError, TranscoderUnavailableError } from '../errors.ts';

/** Codes of `words/…/media.ts`: why a lesson's video has to wait for us. */
export type WaitReason = 'unavailable' | 'no-room' | 'no-store';

/** What of our own keeps a job from going on; null for every other failure. */
export function reasonToWait(error: unknown): WaitReason | null {
  if (error instanceof TranscoderUnavailableError) return 'unavailable';
  if (error instanceof MediaStoreUnavailableError) return 'no-store';
  if (error instanceof NoRoomError) return 'no-room';
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return 'no-room';
  return null;
}

const retrySeconds = 30;

/** Does the work; where something of ours is missing, the job waits for it without spending an attempt. */
export async function waitForOperator<T>(work: () => Promise<T>, delaySeconds = retrySeconds): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const reason = reasonToWait(cause);
    if (reason === null) throw cause;
    throw new RetryLater(describeWait(reason, (cause as Error).message), { delaySeconds, cause });
  }
}

/** What waits for room says so in words by which the operator's page knows it (`waitsForRoom`). */
function describeWait(reason: WaitReason, message: string): string {
  return reason !== 'no-room' || waitsForRoom(message) ? message : `the disk is full (${message})`;
}
