import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ffmpeg } from './make-clip.ts';

/** Enough for eleven hours. */
const BITS = 20;
/** Each frame carries its number, a bit in each twentieth of its width. */
const NUMBERED = `geq=lum='if(mod(floor(N/pow(2,X)),2),220,30)',scale=320:180:flags=neighbor,format=yuv420p`;
/** What is never the same twice: a gap, a repetition or a click in it would change all that is decoded after. */
const SOUND = `aevalsrc='0.3*sin(2*PI*(200+17*t)*t)+0.1*sin(9000*t*t)':s=48000`;

/**
 * A clip of 320×180 whose frames carry their numbers, with a sound that is nowhere the same. `filter` goes
 * after the numbers, `options` before the output's name.
 */
export async function makeNumberedClip(
  path: string,
  clip: { seconds: number; rate: number; filter?: string; options?: string[] },
): Promise<string> {
  const { seconds, rate, filter, options = [] } = clip;
  const picture = [
    `color=size=${BITS}x2:rate=${rate}:duration=${seconds},format=gray`,
    NUMBERED,
    ...(filter ? [filter] : []),
  ];
  await ffmpeg(
    ...['-f', 'lavfi', '-i', picture.join(','), '-f', 'lavfi', '-i', `${SOUND}:d=${seconds}`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', ...options],
    path,
  );
  return path;
}

/** When each frame of a numbered clip is shown, and the number in it. */
export async function readFrames(path: string): Promise<[time: string, number: number][]> {
  const { stdout: times } = await promisify(execFile)(
    'ffprobe',
    ['-v', 'error', '-select_streams', 'v', '-show_entries', 'frame=pts_time', '-of', 'csv=p=0', path],
    { maxBuffer: 64 * 1024 ** 2 },
  );
  const { stdout: bits } = await promisify(execFile)(
    'ffmpeg',
    [
      ...['-v', 'error', '-i', path, '-fps_mode', 'passthrough'],
      ...['-vf', `scale=${BITS}:1:flags=area,format=gray`, '-f', 'rawvideo', '-'],
    ],
    { encoding: 'buffer', maxBuffer: 64 * 1024 ** 2 },
  );
  // Frames that carry a message of the encoder have a second, empty line.
  const lines = times.split('\n').filter((line) => line !== '');
  assert.equal(bits.length, BITS * lines.length);
  return lines.map((time, frame) => [
    time.replace(/,$/, ''),
    bits
      .subarray(BITS * frame, BITS * (frame + 1))
      .reduce((sum, level, bit) => sum + (level > 125 ? 2 ** bit : 0), 0),
  ]);
}

/** Of all samples of the sound as they are decoded. */
export function hashSound(path: string): Promise<string> {
  return ffmpeg('-i', path, '-map', '0:a', '-f', 'md5', '-');
}
