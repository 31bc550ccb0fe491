import { join } from 'node:path';
import type { BenchSource, Contender } from './contender.ts';

const PROFILES = [
  { lines: 480, wide: 854, rate: 800, sound: 64, level: '4.0', from: 0 },
  { lines: 720, wide: 1280, rate: 1200, sound: 96, level: '4.0', from: 1280 },
  { lines: 1080, wide: 1920, rate: 4000, sound: 96, level: '4.0', from: 1600 },
] as const;

/**
 * Opencast's `adaptive-parallel.http` (`etc/encoding/opencast.properties`): one decode, two or three MP4 that
 * a viewer loads as they are; there is no HLS.
 */
export function opencast(source: BenchSource, folder: string): Contender {
  const profiles = PROFILES.filter(({ from }) => Math.max(source.width, source.height) >= from);
  const mp4 = (lines: number) => join(folder, `oc-${lines}.mp4`);
  const outputs = profiles.flatMap(({ lines, wide, rate, sound, level }) => [
    '-filter:v',
    `scale=${wide}:${wide}:force_original_aspect_ratio=decrease:force_divisible_by=2,fps=25`,
    ...['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-profile:v', 'high', '-level', level, '-crf', '22'],
    ...['-force_key_frames', 'expr:gte(t,n_forced*4)', '-maxrate', `${rate}k`, '-bufsize', `${2 * rate}k`],
    ...['-c:a', 'aac', '-b:a', `${sound}k`, '-ac', '2', '-movflags', 'faststart', mp4(lines)],
  ]);
  const args = ['-nostdin', '-v', 'error', '-y', '-i', source.path, ...outputs];
  return {
    name: 'Opencast',
    stages: [{ atOnce: 1, commands: [{ program: 'ffmpeg', arguments: args, makes: profiles.length }] }],
    renditions: () => profiles.toReversed().map(({ lines }) => ({ file: mp4(lines), parts: [mp4(lines)] })),
    beside: {},
  };
}
