import { join } from 'node:path';
import type { BenchSource, Contender } from './contender.ts';

/** `files/helpers.py`: kbit/s of H.264 at 25 frames; the ceiling is half as much again. */
const PROFILES = [
  { lines: 144, wide: 256, rate: 150 },
  { lines: 240, wide: 427, rate: 300 },
  { lines: 360, wide: 640, rate: 500 },
  { lines: 480, wide: 853, rate: 1000 },
  { lines: 720, wide: 1280, rate: 2500 },
  { lines: 1080, wide: 1920, rate: 4500 },
] as const;

/**
 * MediaCMS 8.3 (`produce_ffmpeg_commands`): a process that decodes the source for each profile, two at once, from the
 * lowest; a page plays the first MP4 that is done. Then HLS: it packages all that are ready after each one; counted
 * here is once. Its preview as GIF and its storyboard each decode the source again.
 */
export function mediacms(source: BenchSource, folder: string): Contender {
  const lines = Math.min(source.width, source.height);
  // The two lowest are made even where that enlarges (MINIMUM_RESOLUTIONS_TO_ENCODE).
  const profiles = PROFILES.filter((profile) => profile.lines <= lines || profile.lines <= 240);
  const mp4 = (height: number) => join(folder, `${height}.mp4`);
  const still = (number: string) => join(folder, `img${number}.jpg`);
  const stills = Math.ceil(source.durationSeconds / 10) + 1;
  const packaged = (height: number) => join(folder, `${height}-fragmented.mp4`);
  return {
    name: 'MediaCMS（两路并行）',
    stages: [
      {
        atOnce: 2,
        commands: profiles.map(({ lines: short, wide, rate }) => ({
          program: 'ffmpeg',
          arguments: [
            ...['-nostdin', '-v', 'error', '-y', '-i', source.path, '-c:v', 'libx264', '-filter:v'],
            `scale=if(lt(iw\\,ih)\\,${short}\\,${wide}):if(lt(iw\\,ih)\\,${wide}\\,${short}):force_original_aspect_ratio=decrease:force_divisible_by=2:flags=lanczos,fps=fps=${source.frameRate}`,
            ...['-pix_fmt', 'yuv420p', '-crf', '23', '-c:a', 'aac', '-b:a', '128k', '-ac', '2'],
            ...['-maxrate', `${1.5 * rate}k`, '-bufsize', `${1.5 * rate}k`],
            ...['-force_key_frames', 'expr:gte(t,n_forced*4)'],
            ...['-x264-params', `keyint=${8 * source.frameRate}:keyint_min=${4 * source.frameRate}`],
            ...['-preset', 'medium', '-profile:v', 'main', '-level', '4.2', '-strict', '-2', mp4(short)],
          ],
          makes: 1,
        })),
      },
      {
        atOnce: 1,
        commands: profiles.map(({ lines: short }) => ({
          program: 'ffmpeg',
          arguments: [
            ...['-nostdin', '-v', 'error', '-i', mp4(short), '-c', 'copy', '-f', 'hls', '-hls_time', '4'],
            ...['-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4', '-hls_flags', 'single_file'],
            ...['-hls_segment_filename', packaged(short), join(folder, `${short}.m3u8`)],
          ],
          makes: 0,
        })),
      },
      {
        atOnce: 2,
        commands: [
          [
            ...['-ss', '3', '-i', source.path, '-vf', 'scale=344:-1:flags=lanczos,fps=1', '-t', '25'],
            ...['-f', 'gif', join(folder, 'preview.gif')],
          ],
          ['-i', source.path, '-f', 'image2', '-vf', 'fps=1/10, scale=160:90', still('%03d')],
        ].map((args) => ({
          program: 'ffmpeg',
          arguments: ['-nostdin', '-v', 'error', '-y', ...args],
          makes: 0,
        })),
      },
    ],
    renditions: () =>
      profiles.toReversed().map(({ lines: short }) => ({ file: packaged(short), parts: [packaged(short)] })),
    beside: {
      mp4: profiles.map(({ lines: short }) => mp4(short)),
      storyboard: Array.from({ length: stills }, (_, index) => still(String(index + 1).padStart(3, '0'))),
    },
  };
}
