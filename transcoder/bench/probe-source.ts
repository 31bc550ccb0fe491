import { execFile } from 'node:child_process';
import { basename, extname } from 'node:path';
import { promisify } from 'node:util';
import { chooseFrameRate } from '../plan/choose-frame-rate.ts';
import { uprightSize } from '../plan/plan-transcode.ts';
import { parseFfprobe, readFfprobe } from '../probe/read-ffprobe.ts';
import type { BenchSource } from './contenders/contender.ts';

const run = promisify(execFile);

/** What every contender is told of a source. */
export async function probeSource(path: string): Promise<BenchSource> {
  const { stdout } = await run('ffprobe', [
    '-v',
    'error',
    '-of',
    'json',
    '-show_format',
    '-show_streams',
    path,
  ]);
  const output = parseFfprobe(stdout);
  const { video, audio, bytes, durationSeconds } = readFfprobe(output);
  const upright = uprightSize(video);
  const turned = video.rotation === 90 || video.rotation === 270;
  return {
    name: basename(path, extname(path)),
    path,
    width: turned ? upright.width : video.codedWidth,
    height: upright.height,
    interlaced: video.interlaced,
    frameRate: chooseFrameRate(video.frameRate, video.baseFrameRate).frameRate,
    durationSeconds,
    bitRate: Math.round((bytes * 8) / durationSeconds),
    videoCodec: video.codec,
    pixelFormat: output.streams[video.index]?.pix_fmt ?? '',
    // Only whether it is copied depends on the rate of the sound: that of cameras is far below the limit.
    audio: audio && { codec: audio.codec, bitRate: 128_000 },
  };
}
