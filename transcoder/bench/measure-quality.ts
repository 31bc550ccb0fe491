import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { BenchSource } from './contenders/contender.ts';

const run = promisify(execFile);

export interface Quality {
  width: number;
  height: number;
  /** 0 to 100, the source brought to the rendition's size. */
  vmaf: number;
  ssim: number;
  /** VMAF of the rendition brought to the source's size: how good it looks on one and the same screen. */
  shownVmaf: number;
  /** Pictures by which the rendition is late; evened out before anything is compared. */
  shift: number;
}

export interface Meter {
  /** An ffmpeg with libvmaf. */
  ffmpeg: string;
  /** Each so many-th picture is judged. */
  every: number;
  /** For logs. */
  folder: string;
}

const pooled = z.object({ mean: z.number() });
const logSchema = z.object({
  pooled_metrics: z.object({ vmaf: pooled, float_ssim: pooled.optional() }),
});
const sizeSchema = z.object({
  streams: z
    .array(
      z.object({
        width: z.number(),
        height: z.number(),
        side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
      }),
    )
    .min(1),
});

const SMALL = { width: 160, height: 90 };
/** A copy of a recording that was cut may begin with all that its first picture was made from. */
const MOST_SHIFT = 60;

/** Compares a rendition with its source, picture by picture of the same time; without a meter only its size is read. */
export async function measureQuality(
  source: BenchSource,
  file: string,
  meter: Meter | null,
  signal: AbortSignal,
): Promise<Quality> {
  const { width, height } = await readSize(file);
  if (!meter) {
    return { width, height, vmaf: Number.NaN, ssim: Number.NaN, shownVmaf: Number.NaN, shift: 0 };
  }
  const [whole, made] = [
    await readSmall(source, source.path, meter, signal),
    await readSmall(source, file, meter, signal),
  ];
  const shift = findShift(whole, made);
  const logs = [join(meter.folder, 'own.json'), join(meter.folder, 'shown.json')] as const;
  // What is late by one picture has one too many at its start.
  const cut = (late: number) => `trim=start_frame=${Math.max(0, late)},setpts=N/${source.frameRate}/TB`;
  const vmaf = (log: string, more = '') =>
    `libvmaf=n_threads=2:n_subsample=${meter.every}:log_fmt=json:shortest=1${more}:log_path=${log}`;
  const graph = [
    `[0:v]${steady(source, file)},${cut(shift)},split[plain][enlarged]`,
    `[1:v]${steady(source, source.path)},${cut(-shift)},split[screened][reduced]`,
    `[reduced]scale=${width}:${height}:flags=bicubic,setsar=1[reference]`,
    '[plain]setsar=1[own]',
    `[own][reference]${vmaf(logs[0], ':feature=name=float_ssim')}[judged]`,
    `[enlarged]scale=${source.width}:${source.height}:flags=bicubic,setsar=1[shown]`,
    `[screened]scale=${source.width}:${source.height},setsar=1[screen]`,
    `[shown][screen]${vmaf(logs[1])}[judgedshown]`,
  ].join(';');
  await run(
    meter.ffmpeg,
    [
      ...['-nostdin', '-v', 'error', '-i', file, '-i', source.path, '-filter_complex', graph],
      ...['-map', '[judged]', '-f', 'null', '-', '-map', '[judgedshown]', '-f', 'null', '-'],
    ],
    { signal },
  );
  const [own, shown] = await Promise.all(
    logs.map(async (log) => logSchema.parse(JSON.parse(await readFile(log, 'utf8'))).pooled_metrics),
  );
  await Promise.all(logs.map((log) => rm(log)));
  return {
    width,
    height,
    vmaf: own!.vmaf.mean,
    ssim: own!.float_ssim?.mean ?? Number.NaN,
    shownVmaf: shown!.vmaf.mean,
    shift,
  };
}

async function readSize(file: string) {
  const { stdout } = await run('ffprobe', [
    ...['-v', 'error', '-select_streams', 'v:0', '-of', 'json'],
    ...['-show_entries', 'stream=width,height:stream_side_data=rotation', file],
  ]);
  const [stream] = sizeSchema.parse(JSON.parse(stdout)).streams;
  const { width, height, side_data_list: sideData = [] } = stream!;
  // Copied from a phone it lies on its side, and is shown upright.
  const turned = sideData.some(({ rotation = 0 }) => Math.abs(rotation) === 90);
  return turned ? { width: height, height: width } : { width, height };
}

/**
 * The same number of pictures a second on both sides. A source of fields is compared as whole pictures, made another
 * way than ours are (bwdif), which would otherwise be judged by themselves; who leaves the fields in is shown as that.
 */
function steady(source: BenchSource, file: string): string {
  const whole = source.interlaced && file === source.path ? 'yadif=mode=send_frame,' : '';
  return `${whole}fps=${source.frameRate}:start_time=0,format=yuv420p`;
}

/** Small grey pictures of the first ten seconds. */
async function readSmall(
  source: BenchSource,
  file: string,
  { ffmpeg }: Meter,
  signal: AbortSignal,
): Promise<Buffer[]> {
  const { stdout } = await run(
    ffmpeg,
    [
      ...['-nostdin', '-v', 'error', '-t', '10', '-i', file, '-an'],
      ...['-vf', `${steady(source, file)},scale=${SMALL.width}:${SMALL.height}:flags=area,format=gray`],
      ...['-f', 'rawvideo', '-'],
    ],
    { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024, signal },
  );
  const bytes = SMALL.width * SMALL.height;
  return Array.from({ length: Math.floor(stdout.length / bytes) }, (_, index) =>
    stdout.subarray(index * bytes, (index + 1) * bytes),
  );
}

/** By how many pictures `made` is behind `source`; 0 where nothing moves. Pure. */
export function findShift(source: readonly Uint8Array[], made: readonly Uint8Array[]): number {
  let best = { shift: 0, error: Number.POSITIVE_INFINITY };
  const length = Math.min(source.length, made.length);
  const most = Math.min(MOST_SHIFT, Math.floor(length / 3));
  for (const shift of [0, ...Array.from({ length: most }, (_, index) => [index + 1, -index - 1]).flat()]) {
    let error = 0;
    let compared = 0;
    // All that both have at this distance: what moves may do so at the very beginning alone.
    for (let index = Math.max(0, -shift); index < length - Math.max(0, shift); index += 1) {
      error += difference(source[index]!, made[index + shift]!);
      compared += 1;
    }
    const mean = compared === 0 ? 0 : error / compared;
    // Clearly better only: pictures that stand still fit everywhere.
    if (mean < best.error * 0.98) best = { shift, error: mean };
  }
  return best.shift;
}

function difference(one: Uint8Array, other: Uint8Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += (one[index]! - other[index]!) ** 2;
  return sum / one.length;
}
