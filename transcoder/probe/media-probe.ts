/** What a source file is, as far as its headers say. Times in seconds from the file's first one. */
export interface MediaProbe {
  /** ffmpeg's short name: `mov`, `matroska`, `avi`, … */
  container: string;
  bytes: number;
  durationSeconds: number;
  video: VideoProbe;
  audio: AudioProbe | null;
}

export interface VideoProbe {
  /** Position among the file's streams. */
  index: number;
  codec: string;
  /** As stored, before squaring and turning. */
  codedWidth: number;
  codedHeight: number;
  /** Width of one picture element in units of its height. */
  sampleAspect: number;
  /** Clockwise turn that sets the picture upright. */
  rotation: 0 | 90 | 180 | 270;
  /** Mean frames a second. */
  frameRate: number;
  /** Frames a second at the file's finest step; far above `frameRate` where it varies. */
  baseFrameRate: number;
  interlaced: boolean;
  /** A transfer curve that screens of schools do not have (ITU-R BT.2100). */
  highDynamicRange: 'pq' | 'hlg' | null;
  /** What a player must be able to decode to show it as it is, in ffprobe's words; level 40 is 4.0. */
  coding: { profile: string; level: number; pixelFormat: string };
  /** What its packets take, bit/s; null where the headers do not say. */
  bitRate: number | null;
  /** Values from 0 to 255, as cameras of phones use them; players take 16 for black and 235 for white. */
  fullRange: boolean;
  startSeconds: number;
  endSeconds: number;
}

export interface AudioProbe {
  index: number;
  codec: string;
  channels: number;
  sampleRate: number;
  startSeconds: number;
  endSeconds: number;
}
