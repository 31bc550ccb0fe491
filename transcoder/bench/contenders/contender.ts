/** A source that every contender is given. */
export interface BenchSource {
  name: string;
  path: string;
  /** Upright, as stored otherwise. */
  width: number;
  height: number;
  interlaced: boolean;
  frameRate: number;
  durationSeconds: number;
  /** Of the whole file, bit/s. */
  bitRate: number;
  videoCodec: string;
  pixelFormat: string;
  /** Null without sound. */
  audio: { codec: string; bitRate: number } | null;
}

export interface BenchCommand {
  program: string;
  arguments: string[];
  /** Renditions that can be played once this has ended, or from when on `playableWith` is there. */
  makes: number;
  playableWith?: string;
}

export interface MadeRendition {
  /** What a measuring program opens. */
  file: string;
  /** What a viewer is sent, files or folders. */
  parts: string[];
  /** The source's own picture, not encoded again. */
  copied?: boolean;
}

/** How a system makes a lesson of a source: its commands, and what they leave in `folder`. */
export interface Contender {
  name: string;
  /** One after the other; the commands of a stage `atOnce` at a time. */
  stages: { atOnce: number; commands: BenchCommand[] }[];
  /** Largest first. Asked for once the commands have ended. */
  renditions(): MadeRendition[] | Promise<MadeRendition[]>;
  /** Files and folders besides the renditions: what they are → where. */
  beside: Record<string, string[]>;
}
