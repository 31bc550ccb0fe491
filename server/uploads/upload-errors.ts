import type { UploadQuota } from '../contract/uploads.ts';
import { isDiskFull, NoRoomError, RequestError } from '../errors.ts';
import { formatBytes } from './format-bytes.ts';

/** Another request writes to this upload, or finishes it: ask again. */
export class UploadBusyError extends RequestError {
  override readonly name = 'UploadBusyError';
  /** Locked; clients of tus take it for a reason to try again, which 409 on HEAD is not. */
  readonly status = 423;

  constructor(options?: ErrorOptions) {
    super('upload-busy', {}, options);
  }
}

/** The file does not fit into what a teacher or a school may keep (RFC 4331: 507 for a quota that is reached). */
export class QuotaReachedError extends RequestError {
  override readonly name = 'QuotaReachedError';
  readonly status = 507;

  constructor({ of, used, max }: UploadQuota, size: number) {
    const left = formatBytes(Math.max(0, max - used));
    super(`quota-${of}`, { max: formatBytes(max), left, size: formatBytes(size) });
  }

  /** That somebody's room is used up is theirs to hear of; the disk has more. */
  override get isOurs(): boolean {
    return false;
  }
}

/** A lesson belongs to a school, and its teacher has none, today or before. */
export class NoSchoolError extends RequestError {
  override readonly name = 'NoSchoolError';
  readonly status = 403;

  constructor() {
    super('no-school');
  }
}

/** The client speaks another version of tus, or none. */
export class UploadVersionError extends RequestError {
  override readonly name = 'UploadVersionError';
  readonly status = 412;

  constructor() {
    super('upload-version');
  }
}

/** Another web process has the bytes so far on its disk; the proxy before them has sent the request to the wrong one. */
export class UploadElsewhereError extends RequestError {
  override readonly name = 'UploadElsewhereError';
  readonly status = 503;
  readonly retryAfterSeconds = 5;

  constructor() {
    super('upload-elsewhere');
  }
}

/** Bytes that were acknowledged are not on the disk any more: nothing may be guessed in their place. */
export class UploadBytesLostError extends Error {
  override readonly name = 'UploadBytesLostError';
}

/** A full disk says so in as many ways as there are writers; everything else stays what it is. */
export function asNoRoom(error: unknown): unknown {
  return isDiskFull(error) ? new NoRoomError({ cause: error }) : error;
}
