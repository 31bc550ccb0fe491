import type { SegmentLayout } from './segment-layout.ts';

/** Everything decided before encoding starts; `reasons` says why, one line for each choice. */
export interface TranscodePlan extends SegmentLayout {
  /** What the output is to last: the longer of picture and sound. */
  durationSeconds: number;
  picture: PicturePlan;
  sound: SoundPlan | null;
  /** Largest first; each is scaled down from the one before. */
  renditions: RenditionPlan[];
  /** Rendition of which the plain MP4 is remuxed: index into `renditions`. */
  mp4Rendition: number;
  covers: FramePlan & { fromRendition: number };
  storyboard: FramePlan & { fromRendition: number; columns: number; rows: number };
  /** Of the plan of a piece: which part of the lesson it is. */
  window?: PieceWindow;
  reasons: PlanReason[];
  warnings: PlanWarning[];
}

export interface PicturePlan {
  streamIndex: number;
  /**
   * As stored, to which every picture is brought first: meetings recorded in a browser change theirs on the
   * way. Null for a turned picture, which ffmpeg turns before anything else sees it.
   */
  steadySize: { width: number; height: number } | null;
  /** The largest rendition is of this size too, and of values as they are decoded: nothing is to be scaled for it. */
  largestAsStored: boolean;
  deinterlace: boolean;
  /** The curve that light is brought down from to what screens of schools show. */
  toneMap: 'pq' | 'hlg' | null;
  /** Whole frames a second, so that segments of whole seconds hold whole frames. */
  frameRate: number;
  /** The last picture is held for so long while the sound goes on. */
  holdLastSeconds: number;
  /** Pictures that repeat the one before are not encoded again, but for one at every whole second. */
  skipRepeats: boolean;
  /** At most so many are coded between two others, from both. */
  between: 0 | 2 | 3;
  /** Whether what moves is sought between picture elements too, or by whole ones only. Of the highest rendition. */
  subpel: boolean;
}

/** A part of a lesson whose frames stand where those of the whole do. */
export interface PieceWindow {
  /** Whole seconds. */
  startSeconds: number;
  /** Decoding begins with the keyframe there or before; null at the beginning. */
  seekSeconds: number | null;
  /** Exactly so many are encoded; null: to the end. */
  frames: number | null;
}

export interface SoundPlan {
  streamIndex: number;
  channels: 1 | 2;
  /** What of two channels is heard: both, their mean, or one of them on both sides. */
  take: 'all' | 'mix' | 'left' | 'right';
  sampleRate: 44100 | 48000;
  /** The same from beginning to end, dB, so that what is soft stays soft. */
  gain: number;
  /** Ceiling of its samples, dBFS; null where none comes near it. */
  limit: number | null;
  /** Of the sound that is offered without a picture, in one channel, bit/s. */
  aloneRate: number;
}

export interface RenditionPlan {
  /** Folder in the media version: `v` and the height. */
  folder: string;
  width: number;
  height: number;
  /** x264's constant rate factor. */
  crf: number;
  /** Ceiling of the picture, bit/s. */
  maxRate: number;
  /** Of the decoder's buffer that the ceiling is held in, bits. */
  buffer: number;
  /** Sound, bit/s; 0 without sound. */
  audioRate: number;
  /** Its picture is the source's own, not encoded again. */
  copied?: CopyPlan;
}

export interface CopyPlan {
  /** Of how many of the source's groups of pictures, one after the other, each segment is made. */
  groups: readonly number[];
  /** By so much the source is decoded before it is shown. */
  delaySeconds: number;
}

/** Pictures taken out on the way: every `everyFrames`-th, the first at `firstFrame`. */
export interface FramePlan {
  width: number;
  height: number;
  everyFrames: number;
  firstFrame: number;
  /** What the first one is called, of a piece: as many as come before it, and one. */
  firstNumber?: number;
  count: number;
}

export interface PlanReason {
  about:
    | 'picture'
    | 'content'
    | 'frame-rate'
    | 'renditions'
    | 'copy'
    | 'sound'
    | 'loudness'
    | 'mp4'
    | 'pictures';
  text: string;
}

/** Worth telling the teacher, though the lesson comes through. */
export type PlanWarning = 'high-dynamic-range' | 'interlaced' | 'no-sound' | 'low-resolution' | 'copy-unfit';
