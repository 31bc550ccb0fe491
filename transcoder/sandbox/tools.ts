import { TranscoderUnavailableError } from '../errors.ts';
import { findProgram } from './find-program.ts';

/** Link-free absolute paths of the programs a sandbox starts. */
export interface Tools {
  ffmpeg: string;
  ffprobe: string;
  nice: string;
  prlimit: string;
  /** Only with bubblewrap. */
  bwrap?: string;
}

export interface ToolOptions {
  mode: 'bubblewrap' | 'none';
  ffmpeg?: string;
  ffprobe?: string;
  /** What one program takes at most, where its own limit is not lower; bytes. */
  memoryBytes?: number;
  /** How far programs stand back behind others, 0 to 19; 10 when left out. */
  nice?: number;
}

/** Looks every program up; TranscoderUnavailableError names the first one missing and its Debian package. */
export async function findTools(options: ToolOptions): Promise<Tools> {
  const searchPath = '/usr/local/bin:/usr/bin:/bin';
  const ffmpeg = await findProgram(options.ffmpeg ?? 'ffmpeg', searchPath);
  const ffprobe = await findProgram(options.ffprobe ?? 'ffprobe', searchPath);
  if (!ffmpeg || !ffprobe) {
    throw new TranscoderUnavailableError(
      'ffmpeg-missing',
      `${ffmpeg ? (options.ffprobe ?? 'ffprobe') : (options.ffmpeg ?? 'ffmpeg')} is not on this machine: apt install ffmpeg`,
    );
  }
  const nice = await findProgram('nice', searchPath);
  const prlimit = await findProgram('prlimit', searchPath);
  if (!nice || !prlimit) {
    throw new TranscoderUnavailableError(
      'sandbox-missing',
      'nice and prlimit are not on this machine: apt install coreutils util-linux',
    );
  }
  if (options.mode === 'none') return { ffmpeg, ffprobe, nice, prlimit };
  const bwrap = await findProgram('bwrap', searchPath);
  if (!bwrap) {
    throw new TranscoderUnavailableError(
      'sandbox-missing',
      'bubblewrap is not on this machine: apt install bubblewrap (or set MEDIA_SANDBOX=none to transcode without protection)',
    );
  }
  return { ffmpeg, ffprobe, nice, prlimit, bwrap };
}

/** Major and minor version out of `ffmpeg -version`; undefined for a build from a development tree. */
export function readFfmpegVersion(text: string): { text: string; major: number; minor: number } | undefined {
  const match = /^ffmpeg version n?((\d+)\.(\d+)\S*)/.exec(text);
  return match ? { text: match[1]!, major: Number(match[2]), minor: Number(match[3]) } : undefined;
}

/** 5.1 is what Debian 12 has; older ones lack `-fps_mode` and the fixes since. */
export function isFfmpegNewEnough(version: { major: number; minor: number }): boolean {
  return version.major > 5 || (version.major === 5 && version.minor >= 1);
}

/** True where a version is older than another, part by part; false for a build of no known version. */
export function isOlderThan(version: string, minimum: string): boolean {
  const numbers = (text: string) => (/^\d+(\.\d+)*/.exec(text)?.[0] ?? '').split('.').map(Number);
  if (!/^\d/.test(version)) return false;
  const [have, want] = [numbers(version), numbers(minimum)];
  const differs = want.findIndex((part, index) => part !== (have[index] ?? 0));
  return differs >= 0 && (have[differs] ?? 0) < want[differs]!;
}
