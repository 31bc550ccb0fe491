import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Seconds of the clip. */
export const clipSeconds = 24;

/**
 * A clip as the transcoder would publish one, made on the spot: fMP4 HLS in two sizes and of the sound alone, both as
 * plain files too, a poster, a storyboard with its sprite, captions. Needs ffmpeg.
 */
export async function makeMedia(folder: string): Promise<void> {
  const sources = [
    ...['-f', 'lavfi', '-i', `testsrc2=size=640x360:rate=25:duration=${clipSeconds}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=440:duration=${clipSeconds}`],
  ];
  const encode = (height: number, bitrate: string) => [
    ...['-vf', `scale=-2:${height}`, '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
    ...['-b:v', bitrate, '-g', '50', '-sc_threshold', '0', '-c:a', 'aac', '-b:a', '48k', '-ac', '1'],
  ];
  const ffmpeg = (args: string[]) => run('ffmpeg', ['-v', 'error', '-y', ...args], { cwd: folder });

  for (const [name, height, bitrate] of [
    ['low', 180, '120k'],
    ['high', 360, '400k'],
  ] as const) {
    await mkdir(join(folder, name));
    await ffmpeg([
      ...sources,
      ...encode(height, bitrate),
      ...['-f', 'hls', '-hls_time', '2', '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'],
      ...['-hls_segment_filename', `${name}/%03d.m4s`, `${name}/index.m3u8`],
    ]);
  }
  const sound = [
    ...['-f', 'lavfi', '-i', `sine=frequency=440:duration=${clipSeconds}`],
    ...['-c:a', 'aac', '-b:a', '36k'],
  ];
  await mkdir(join(folder, 'audio'));
  await ffmpeg([
    ...sound,
    ...['-f', 'hls', '-hls_time', '2', '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'],
    ...['-hls_segment_filename', 'audio/%03d.m4s', 'audio/index.m3u8'],
  ]);
  await ffmpeg([...sound, '-movflags', '+faststart', 'plain.m4a']);
  await ffmpeg([...sources, ...encode(180, '120k'), '-movflags', '+faststart', 'plain.mp4']);
  await ffmpeg([...sources, '-frames:v', '1', 'poster.webp']);
  await ffmpeg([...sources, '-vf', 'fps=1/2,scale=160:90,tile=4x3', '-frames:v', '1', 'sprite.webp']);

  await writeFile(join(folder, 'master.m3u8'), master);
  await writeFile(join(folder, 'storyboard.vtt'), storyboard());
  await writeFile(join(folder, 'zh.vtt'), 'WEBVTT\n\n00:00.000 --> 00:20.000\n把一个月饼平均分成两份\n');
}

const master = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-STREAM-INF:BANDWIDTH=220000,RESOLUTION=320x180,CODECS="avc1.42c01e,mp4a.40.2"
low/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=560000,RESOLUTION=640x360,CODECS="avc1.42c01e,mp4a.40.2"
high/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=45000,CODECS="mp4a.40.2"
audio/index.m3u8
`;

function storyboard(): string {
  const cues = Array.from({ length: clipSeconds / 2 }, (_, n) => {
    const time = (seconds: number) => `00:${String(seconds).padStart(2, '0')}.000`;
    const place = [(n % 4) * 160, Math.floor(n / 4) * 90, 160, 90].join(',');
    return `${time(n * 2)} --> ${time(n * 2 + 2)}\nsprite.webp#xywh=${place}\n`;
  });
  return `WEBVTT\n\n${cues.join('\n')}`;
}
