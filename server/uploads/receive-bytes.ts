import type { Readable } from 'node:stream';
import { TooLargeError } from '../errors.ts';
import { formatBytes } from './format-bytes.ts';
import type { UploadLock } from './upload-locks.ts';
import type { UploadParts } from './upload-parts.ts';
import { expiryAfter, readUploadSettings } from './upload-settings.ts';

export interface Received {
  /** Bytes of the upload that are on disk and recorded. */
  offset: number;
  expiresAt: string;
  /** The line dropped, fell silent, or somebody newer took over; what had come by then is kept. */
  interrupted: boolean;
}

/**
 * Streams a request's body to the end of the upload's file. "The Server SHOULD always attempt to store as
 * much of the received data as possible": however it ends, what came is put on disk, and only then
 * recorded; `requireStill` is asked each time, and throws when the sender has lost the right to it meanwhile.
 *
 * Throws what the disk says, `TooLargeError` for more than the length (the piece that goes beyond is not
 * kept), `UploadBusyError` when somebody else has the upload, and what `requireStill` throws.
 */
export async function receiveBytes(
  parts: UploadParts,
  lock: UploadLock,
  body: Readable,
  requireStill: () => Promise<void>,
): Promise<Received> {
  const { id, length, offset } = lock.upload;
  const { limits } = parts;
  const settings = await readUploadSettings(parts.database.db);
  await using file = await parts.files.open(id, offset, parts.hashes.take(id, offset));
  let recorded = { offset, at: performance.now(), expiresAt: lock.upload.expires_at };

  async function record(): Promise<void> {
    await file.sync();
    await requireStill();
    const now = parts.clock.now();
    const expiresAt = expiryAfter(now, settings);
    await lock.record({ offset: file.position, activeAt: now.toISOString(), expiresAt });
    recorded = { offset: file.position, at: performance.now(), expiresAt };
  }

  async function append(bytes: Uint8Array): Promise<void> {
    if (file.position + bytes.length > length) {
      throw new TooLargeError('upload-too-large', { max: formatBytes(length) });
    }
    await file.append(bytes);
    const since = file.position - recorded.offset;
    const due = since >= limits.checkpointBytes || performance.now() - recorded.at >= limits.checkpointAfter;
    if (due) await record();
  }

  const hangUp = () => void body.destroy();
  const silence = setTimeout(hangUp, limits.silentAfter);
  lock.signal.addEventListener('abort', hangUp);
  let failure: { error: unknown } | undefined;
  let interrupted = false;
  try {
    if (lock.signal.aborted) hangUp();
    // Not destroyed when we leave early: the answer goes out on the same connection.
    for await (const bytes of body.iterator({ destroyOnReturn: false })) {
      silence.refresh();
      failure = await append(bytes).then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      if (failure) break;
    }
  } catch {
    // Only the body throws here: its connection is gone.
    interrupted = true;
  } finally {
    clearTimeout(silence);
    lock.signal.removeEventListener('abort', hangUp);
  }
  if (file.position > recorded.offset) await record();
  if (file.hash) parts.hashes.keep(id, file.position, file.hash);
  if (failure) throw failure.error;
  return { offset: recorded.offset, expiresAt: recorded.expiresAt, interrupted };
}
