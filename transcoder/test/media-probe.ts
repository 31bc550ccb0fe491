import type { AudioProbe, MediaProbe, VideoProbe } from '../probe/media-probe.ts';

/** A usual recording (1080p25, stereo AAC, one minute), changed where a case needs it. */
export function mediaProbe(
  changes: { durationSeconds?: number; video?: Partial<VideoProbe>; audio?: Partial<AudioProbe> | null } = {},
): MediaProbe {
  const durationSeconds = changes.durationSeconds ?? 60;
  return {
    container: 'mov',
    bytes: 1_000_000,
    durationSeconds,
    video: {
      index: 0,
      codec: 'h264',
      codedWidth: 1920,
      codedHeight: 1080,
      sampleAspect: 1,
      rotation: 0,
      frameRate: 25,
      baseFrameRate: 25,
      interlaced: false,
      highDynamicRange: null,
      coding: { profile: 'High', level: 40, pixelFormat: 'yuv420p' },
      bitRate: null,
      fullRange: false,
      startSeconds: 0,
      endSeconds: durationSeconds,
      ...changes.video,
    },
    audio:
      changes.audio === null
        ? null
        : {
            index: 1,
            codec: 'aac',
            channels: 2,
            sampleRate: 48000,
            startSeconds: 0,
            endSeconds: durationSeconds,
            ...changes.audio,
          },
  };
}
