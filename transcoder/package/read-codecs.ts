import { VerificationError } from '../errors.ts';

/**
 * The CODECS of a rendition (RFC 6381) from its `init.mp4`: profile, constraints and level stand in the
 * three bytes after the version of the avcC box. Our sound is always AAC-LC.
 */
export function readCodecs(init: Uint8Array, hasAudio: boolean): string {
  const at = Buffer.from(init).indexOf('avcC');
  if (at < 0 || at + 8 > init.length) throw new VerificationError('init.mp4 describes no H.264 picture');
  const profile = Buffer.from(init.subarray(at + 5, at + 8)).toString('hex');
  return hasAudio ? `avc1.${profile},mp4a.40.2` : `avc1.${profile}`;
}
