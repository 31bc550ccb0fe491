import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** As much of ffprobe's JSON as tests look at. */
export interface FfprobeJson {
  streams: Record<string, string | number>[];
  format: Record<string, string>;
  /** Where they are asked for. */
  packets?: Record<string, string>[];
}

/** Runs the system's ffmpeg, to make a clip or to look at one; answers its stdout. */
export async function ffmpeg(...args: string[]): Promise<string> {
  const { stdout } = await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

/** ffprobe's JSON for `-show_entries`. */
export async function ffprobe(path: string, entries: string): Promise<FfprobeJson> {
  const args = ['-v', 'error', '-of', 'json', '-show_entries', entries, path];
  const { stdout } = await run('ffprobe', args, { maxBuffer: 256 * 1024 * 1024 });
  return JSON.parse(stdout);
}

/** A moving picture and, unless `silent`, a tone, as an MP4; `options` go before the output's name. */
export async function makeClip(
  path: string,
  clip: { seconds: number; size?: string; rate?: number | string; silent?: boolean; options?: string[] },
): Promise<string> {
  const { seconds, size = '320x240', rate = 25, silent = false, options = [] } = clip;
  await ffmpeg(
    ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`],
    ...(silent ? [] : ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`]),
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', ...options],
    path,
  );
  return path;
}

/** A folder of its own for one test file, with what removes it. */
export async function makeFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'qianke-transcoder-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
