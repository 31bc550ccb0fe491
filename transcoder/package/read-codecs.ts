import { VerificationError } from '../errors.ts';

/** The CODECS of all our sound (RFC 6381): AAC-LC. */
export const SOUND_CODEC = 'mp4a.40.2';

/**
 * The CODECS of a rendition (RFC 6381) from its `init.mp4`: profile, constraints and level stand in the
 * three bytes after the version of the avcC box.
 */
export function readCodecs(init: Uint8Array, hasAudio: boolean): string {
  const profile = readDecoderRecord(init).subarray(1, 4).toString('hex');
  return hasAudio ? `avc1.${profile},${SOUND_CODEC}` : `avc1.${profile}`;
}

/** What a decoder must know before the first picture (ISO/IEC 14496-15, AVCDecoderConfigurationRecord). */
export function readDecoderRecord(init: Uint8Array): Buffer {
  const bytes = Buffer.from(init);
  const at = bytes.indexOf('avcC');
  if (at < 4 || at + 8 > bytes.length) throw new VerificationError('init.mp4 describes no H.264 picture');
  return bytes.subarray(at + 4, at - 4 + bytes.readUInt32BE(at - 4));
}
