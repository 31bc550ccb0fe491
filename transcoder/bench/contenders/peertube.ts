import { join } from 'node:path';
import type { BenchCommand, BenchSource, Contender } from './contender.ts';

/** `packages/core-utils/src/videos/bitrate.ts`: bits for each picture element, usual and most. */
const BITS = [
  { lines: 1080, usual: 0.1, most: 0.17 },
  { lines: 720, usual: 0.11, most: 0.19 },
  { lines: 480, usual: 0.12, most: 0.22 },
  { lines: 360, usual: 0.15, most: 0.26 },
  { lines: 240, usual: 0.17, most: 0.29 },
] as const;

/** The optional renditions in the order in which their jobs are queued (`transcoding-resolutions.ts`). */
const LOWER = [480, 360, 720, 240] as const;

/**
 * PeerTube 8 and 9, HLS only, all usual resolutions switched on (`packages/ffmpeg/src/ffmpeg-vod.ts`): the
 * highest first, copied where it is compatible, then each lower one by a process that decodes that one again. Between
 * them its ffprobe, as often as `canDoQuickTranscode`, `buildWebVideoCommand`, `presetVOD` and, of what was made,
 * `buildNewFile` and `onWebVideoFileTranscoding` start it, and once for the file that was uploaded.
 */
export function peertube(source: BenchSource, folder: string, threads: number): Contender {
  const top = Math.min(source.width, source.height);
  const heights = [top, ...LOWER.filter((height) => height < top)];
  const highest = join(folder, 'max.mp4');
  const copies = canCopy(source, top);
  const stages = [
    probe(source.path),
    probe(source.path),
    ...(copies ? [] : [probe(source.path), probe(source.path)]),
    command(
      copies
        ? [...input(source.path), '-c', 'copy', '-threads', String(threads), ...plain(), highest]
        : [
            ...input(source.path),
            ...(source.audio && canCopySound(source.audio)
              ? ['-acodec', 'copy']
              : ['-acodec', 'aac', '-channel_layout', 'stereo']),
            ...encoding(source, top, threads),
            ...plain(),
            highest,
          ],
    ),
    probe(highest),
    command(
      [
        ...input(highest),
        ...['-acodec', 'copy', '-vcodec', 'copy', '-threads', String(threads), ...hls(folder, top)],
      ],
      1,
    ),
    probe(fragmented(folder, top)),
    ...heights
      .slice(1)
      .flatMap((height) => [
        probe(fragmented(folder, top)),
        probe(fragmented(folder, top)),
        command(
          [
            ...input(fragmented(folder, top)),
            ...[
              '-acodec',
              'aac',
              '-channel_layout',
              'stereo',
              ...encoding(source, height, threads),
              '-movflags',
              'faststart',
            ],
            ...['-max_muxing_queue_size', '1024', '-map_metadata', '-1', ...hls(folder, height)],
          ],
          1,
        ),
        probe(fragmented(folder, height)),
      ]),
    command([
      ...['-nostdin', '-v', 'error', '-ss', String(source.durationSeconds / 2), '-i', source.path, '-y'],
      ...['-filter:v', 'thumbnail=50', '-frames:v', '1', join(folder, 'thumb.jpg')],
    ]),
    command([
      ...input(source.path),
      '-filter:v',
      `setpts=N/round(FRAME_RATE)/TB,select='not(mod(t,${Math.max(1, Math.ceil(source.durationSeconds / 121))}))',scale=192:108,tile=layout=11x11`,
      ...['-frames:v', '1', '-q:v', '2', join(folder, 'storyboard.jpg')],
    ]),
  ];
  return {
    name: `PeerTube（${threads} 线程）`,
    stages: stages.map((one) => ({ atOnce: 1, commands: [one] })),
    renditions: () =>
      heights
        .toSorted((a, b) => b - a)
        .map((height) => ({
          file: fragmented(folder, height),
          parts: [fragmented(folder, height), join(folder, `${height}.m3u8`)],
          copied: copies && height === top,
        })),
    beside: { storyboard: [join(folder, 'storyboard.jpg')] },
  };
}

function command(args: string[], makes = 0): BenchCommand {
  // Theirs runs at nice 15: left out, since beside other work it would measure that work.
  return { program: 'ffmpeg', arguments: args, makes };
}

/** As fluent-ffmpeg asks it, with the option of `packages/ffmpeg/src/ffprobe.ts`. */
function probe(path: string): BenchCommand {
  return {
    program: 'ffprobe',
    arguments: ['-v', 'error', '-show_streams', '-show_format', '-show_chapters', path],
    makes: 0,
  };
}

/** Their ceiling, bit/s, of a picture whose shorter side has so many lines. Exported for its table of cases. */
export function peertubeCeiling(source: BenchSource, lines: number, which: 'usual' | 'most'): number {
  const bits = BITS.find((one) => one.lines <= lines) ?? BITS.at(-1)!;
  const ratio = Math.max(source.width, source.height) / Math.min(source.width, source.height);
  const ceiling = Math.floor(lines * lines * ratio * source.frameRate * bits[which]);
  return which === 'most' ? ceiling : Math.min(ceiling, Math.floor(source.bitRate * 1.3));
}

function canCopy(source: BenchSource, top: number): boolean {
  return (
    source.videoCodec === 'h264' &&
    source.pixelFormat === 'yuv420p' &&
    source.frameRate >= 2 &&
    source.frameRate <= 60 &&
    source.bitRate <= peertubeCeiling(source, top, 'most') &&
    (source.audio === null || canCopySound(source.audio))
  );
}

const canCopySound = ({ codec, bitRate }: { codec: string; bitRate: number }) =>
  codec === 'aac' && bitRate <= 384_000;

const input = (path: string) => ['-nostdin', '-v', 'error', '-i', path, '-y'];
const plain = () => ['-f', 'mp4', '-map_metadata', '-1', '-movflags', 'faststart'];
const fragmented = (folder: string, height: number) => join(folder, `${height}-fragmented.mp4`);

function encoding(source: BenchSource, lines: number, threads: number): string[] {
  const ceiling = peertubeCeiling(source, lines, 'usual');
  const rate = Math.min(60, Math.round(source.frameRate));
  const scale = source.height > source.width ? `scale=w=${lines}:h=-2` : `scale=w=-2:h=${lines}`;
  return [
    ...['-vcodec', 'libx264', '-threads', String(threads), '-pix_fmt', 'yuv420p', '-vf', scale],
    ...['-preset', 'veryfast', '-maxrate:v', String(ceiling), '-bufsize:v', String(2 * ceiling)],
    ...['-b_strategy', '1', '-bf', '16', '-r', String(rate), '-g:v', String(2 * rate)],
  ];
}

function hls(folder: string, height: number): string[] {
  return [
    ...['-hls_time', '4', '-hls_list_size', '0', '-hls_playlist_type', 'vod'],
    ...['-hls_segment_filename', fragmented(folder, height), '-hls_segment_type', 'fmp4'],
    ...['-f', 'hls', '-hls_flags', 'single_file', join(folder, `${height}.m3u8`)],
  ];
}
