import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { MediaVersion } from '../media-version.ts';
import { CORNERS, type FormatCase } from './format-cases.ts';
import { ffprobe } from './make-clip.ts';
import type { Showing } from './open-screening.ts';

const run = promisify(execFile);

/** So far a colour may lie from what was drawn: chroma is shared by four elements, and codecs of 1996 are coarse. */
const COLOUR_TOLERANCE = 45;
/** Below this, in dB of full scale, nothing is heard; the tone stands at about -12. */
const AUDIBLE = -40;
/** The longer of picture and sound, within so much (whichever is more). */
const LENGTH_TOLERANCE = { share: 0.02, seconds: 1 };

/** What is wrong with a made lesson, in words; empty when it is what the case expects. */
export async function findLessonFlaws(
  folder: string,
  version: MediaVersion,
  expected: FormatCase,
): Promise<string[]> {
  const flaws: string[] = [];
  const mp4 = join(folder, version.mp4.file);
  const { streams, format } = await ffprobe(mp4, 'stream=codec_type,duration,width,height:format=duration');
  const lengths = [Number(format.duration), ...streams.map(({ duration }) => Number(duration))];
  for (const seconds of [version.durationSeconds, ...lengths]) {
    if (!isAsLong(seconds, expected)) {
      flaws.push(`lasts ${seconds.toFixed(2)} s instead of ${expected.seconds}`);
    }
  }
  const [top] = version.renditions;
  const shape = `${top?.width}×${top?.height}`;
  const even = expected.size.map((side) => Math.floor(side / 2) * 2).join('×');
  if (shape !== even) flaws.push(`is ${shape} instead of ${even}`);
  if (version.hasAudio !== expected.sound) flaws.push(version.hasAudio ? 'has sound' : 'has no sound');
  if (expected.sound) {
    const level = await measureLoudness(mp4);
    if (!(level > AUDIBLE)) flaws.push(`nothing is heard (${level} dB)`);
  }
  for (const [when, at] of [
    ['in the middle', version.durationSeconds / 2],
    ['at the end', Math.max(0, version.durationSeconds - 0.15)],
  ] as const) {
    flaws.push(...(await readCorners(mp4, at).then(findCornerFlaws)).map((flaw) => `${flaw} ${when}`));
  }
  return flaws;
}

/** What is wrong with a lesson as a browser played it. */
export function findShowingFlaws(showing: Showing, expected: FormatCase): string[] {
  const flaws: string[] = [];
  if (showing.error) flaws.push(showing.error);
  if (!showing.ended) flaws.push('does not reach its end');
  if (!isAsLong(showing.seconds, expected)) flaws.push(`lasts ${showing.seconds} s`);
  // Which rendition is on the screen at the end is the player's choice.
  const [width, height] = expected.size;
  if (!(Math.abs(showing.width / showing.height - width / height) < 0.02 && showing.width <= width)) {
    flaws.push(`is ${showing.width}×${showing.height}`);
  }
  if (!(showing.pictures > 0)) flaws.push('shows no picture');
  if (showing.soundBytes > 0 !== expected.sound) flaws.push(expected.sound ? 'is silent' : 'has sound');
  return [...flaws, ...findCornerFlaws(showing.corners)];
}

function isAsLong(seconds: number, expected: FormatCase): boolean {
  const allowed = Math.max(LENGTH_TOLERANCE.share * expected.seconds, LENGTH_TOLERANCE.seconds);
  return Math.abs(seconds - expected.seconds) <= allowed;
}

function findCornerFlaws(corners: readonly number[][]): string[] {
  if (corners.length !== CORNERS.length) return ['there is no picture'];
  return corners.flatMap((corner, index) => {
    const off = Math.max(...corner.map((value, channel) => Math.abs(value - CORNERS[index]![channel]!)));
    if (off <= COLOUR_TOLERANCE) return [];
    return [`corner ${index + 1} is rgb(${corner}) instead of rgb(${CORNERS[index]})`];
  });
}

/** Mean level in dB of full scale. */
async function measureLoudness(path: string): Promise<number> {
  const { stderr } = await run('ffmpeg', [
    ...['-nostdin', '-hide_banner', '-i', path, '-vn', '-af', 'volumedetect', '-f', 'null', '-'],
  ]);
  return Number(/mean_volume: (-?[\d.]+) dB/.exec(stderr)?.[1] ?? Number.NaN);
}

/** Mean colours near the four corners of the picture at a moment. */
async function readCorners(path: string, atSeconds: number): Promise<number[][]> {
  const { stdout } = await run(
    'ffmpeg',
    [
      ...['-nostdin', '-v', 'error', '-ss', String(atSeconds), '-i', path, '-frames:v', '1'],
      ...['-vf', 'scale=8:8:flags=area', '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'],
    ],
    { encoding: 'buffer' },
  );
  if (stdout.length !== 8 * 8 * 3) return [];
  const at = (x: number, y: number) => [...stdout.subarray((y * 8 + x) * 3, (y * 8 + x) * 3 + 3)];
  return [at(1, 1), at(6, 1), at(1, 6), at(6, 6)];
}
