import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PlaybackScope } from './playback.ts';

/**
 * Signed play addresses: `/play/<media version>/<scope>.<slot>.<signature>/<file>`.
 *
 * The signature stands in the path, so that the relative addresses inside playlists carry it along and
 * it is asked for on every playlist and segment. It is the same for everybody in one ten-minute slot, so
 * that a cache in front serves a class from one copy. The lesson's `epoch` is signed in: raising it
 * closes every address given out.
 */
export interface PlayAddress {
  /** A media version's, or an early sight's. */
  versionId: string;
  scope: PlayScope;
  /** Ten-minute slot since 1970 in which it was signed. */
  slot: number;
  signature: string;
}

/** How much of a version it opens; or what is there of one that waits or is being made. */
export type PlayScope = PlaybackScope | 'early';

const slotSeconds = 600;

export function signPlayAddress(
  secret: string,
  about: { versionId: string; epoch: number; scope: PlayScope },
  now: Date,
): string {
  const slot = Math.floor(now.getTime() / 1000 / slotSeconds);
  const signature = sign(secret, about.versionId, about.epoch, about.scope, slot);
  return `/play/${about.versionId}/${about.scope}.${slot}.${signature}`;
}

/** Takes apart `<scope>.<slot>.<signature>`; null when it has another form. */
export function parsePlayAddress(versionId: string, ticket: string): PlayAddress | null {
  const match = /^(full|minute|early)\.(\d{1,10})\.([\w-]{22})$/.exec(ticket);
  if (!match) return null;
  return { versionId, scope: match[1] as PlayScope, slot: Number(match[2]), signature: match[3] ?? '' };
}

/** True while the signature is ours and younger than twice the duration and an hour. */
export function isPlayAddressValid(
  secret: string,
  address: PlayAddress,
  about: { epoch: number; durationSeconds: number },
  now: Date,
): boolean {
  const expected = sign(secret, address.versionId, about.epoch, address.scope, address.slot);
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(address.signature))) return false;
  const age = now.getTime() / 1000 - address.slot * slotSeconds;
  return age >= -slotSeconds && age <= 2 * about.durationSeconds + 3600 + slotSeconds;
}

/** 128 bits of HMAC-SHA-256. */
function sign(secret: string, versionId: string, epoch: number, scope: PlayScope, slot: number): string {
  const message = [versionId, epoch, scope, slot].join('\n');
  return createHmac('sha256', secret).update(message).digest().subarray(0, 16).toString('base64url');
}
