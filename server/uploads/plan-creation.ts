import type { UploadQuota } from '../contract/uploads.ts';
import type { UploadClaim } from '../db/uploads.ts';
import {
  ConflictError,
  InvalidRequestError,
  NoRoomError,
  type RequestError,
  TooLargeError,
} from '../errors.ts';
import { formatBytes } from './format-bytes.ts';
import { QuotaReachedError } from './upload-errors.ts';
import type { UploadLimits } from './upload-limits.ts';

/** Why an upload may not begin, before its first byte is sent; undefined when it may. */
export function refuseCreation(
  asked: { personId: string; length: number },
  active: readonly UploadClaim[],
  freeBytes: number,
  limits: UploadLimits,
  quotas: readonly UploadQuota[],
): RequestError | undefined {
  if (asked.length < 1) return new InvalidRequestError([], 'upload-empty');
  if (asked.length > limits.maxBytes) {
    return new TooLargeError('upload-too-large', { max: formatBytes(limits.maxBytes) });
  }
  const begun = active.filter((claim) => claim.person_id === asked.personId && claim.offset > 0);
  if (begun.length >= limits.maxOpen) return new ConflictError('too-many-uploads', { max: limits.maxOpen });
  const beyond = refuseBeyondQuota(asked.length, quotas);
  if (beyond) return beyond;
  const left = freeBytes - limits.keepFreeBytes - reservedBytes(active, limits.maxOpen);
  return asked.length > left ? new NoRoomError() : undefined;
}

/** Why so many bytes more may not be kept; undefined where every quota has room for them. */
export function refuseBeyondQuota(
  bytes: number,
  quotas: readonly UploadQuota[],
): QuotaReachedError | undefined {
  const full = quotas.find(({ used, max }) => used + bytes > max);
  return full && new QuotaReachedError(full, bytes);
}

/**
 * Bytes that the active uploads still need. One without a byte costs its maker nothing, so only the newest
 * few of each person hold room: nobody can fill the disk with promises.
 */
export function reservedBytes(active: readonly UploadClaim[], maxWaiting: number): number {
  const waiting = Map.groupBy(
    active.filter((claim) => claim.offset === 0),
    (claim) => claim.person_id,
  );
  const newest = [...waiting.values()].flatMap((claims) =>
    claims.toSorted((a, b) => (a.created_at < b.created_at ? 1 : -1)).slice(0, maxWaiting),
  );
  return [...active.filter((claim) => claim.offset > 0), ...newest].reduce(
    (sum, claim) => sum + claim.length - claim.offset,
    0,
  );
}
