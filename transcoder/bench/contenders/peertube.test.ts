import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BenchCommand, BenchSource, Contender } from './contender.ts';
import { peertube, peertubeCeiling } from './peertube.ts';

const source = (changes: Partial<BenchSource> = {}): BenchSource => ({
  name: 'lesson',
  path: '/in.mp4',
  width: 1920,
  height: 1080,
  interlaced: false,
  frameRate: 25,
  durationSeconds: 60,
  bitRate: 8_000_000,
  videoCodec: 'h264',
  pixelFormat: 'yuv420p',
  audio: { codec: 'aac', bitRate: 128_000 },
  ...changes,
});

const CEILINGS: readonly [lines: number, usual: number, most: number][] = [
  [240, 435_200, 742_400],
  [360, 864_000, 1_497_600],
  [480, 1_228_800, 2_252_800],
  [720, 2_534_400, 4_377_600],
  [1080, 5_184_000, 8_812_800],
];
for (const [lines, usual, most] of CEILINGS) {
  test(`${lines} lines of 25 frames may have ${usual} bit/s, and ${most} where they are copied`, () => {
    assert.deepEqual(
      (['usual', 'most'] as const).map((which) => peertubeCeiling(source(), lines, which)),
      [usual, most],
    );
  });
}

test('a thin source lowers the ceiling to 1.3 of its own rate', () => {
  assert.equal(peertubeCeiling(source({ bitRate: 1_000_000 }), 1080, 'usual'), 1_300_000);
});

test('a compatible source is copied as the highest, another is encoded', () => {
  const topOf = (changes: Partial<BenchSource>) => {
    const { stages, renditions } = peertube(source(changes), '/out', 2);
    const [top] = renditions() as { copied?: boolean }[];
    const [first] = programsOf(stages, 'ffmpeg');
    return [first!.arguments.includes('libx264'), top!.copied];
  };
  assert.deepEqual(topOf({}), [false, true]);
  assert.deepEqual(topOf({ bitRate: 10_000_000 }), [true, false]);
  assert.deepEqual(topOf({ videoCodec: 'hevc' }), [true, false]);
  assert.deepEqual(topOf({ audio: { codec: 'mp3', bitRate: 128_000 } }), [true, false]);
});

test('ffprobe is run for the upload, before each encoding twice and on all that was made', () => {
  const probes = (changes: Partial<BenchSource>) =>
    programsOf(peertube(source(changes), '/out', 2).stages, 'ffprobe').length;
  assert.equal(probes({}), 16);
  assert.equal(probes({ videoCodec: 'hevc' }), 18);
});

test('each lower rendition decodes the highest one again, in the order of their queue', () => {
  const { stages } = peertube(source(), '/out', 2);
  const scaled = stages.flatMap(({ commands }) => commands.map(({ arguments: args }) => args.join(' ')));
  assert.deepEqual(
    scaled.flatMap((line) => /-i (\S+) .*scale=w=-2:h=(\d+)/.exec(line)?.slice(1) ?? []),
    [480, 360, 720, 240].flatMap((height) => ['/out/1080-fragmented.mp4', String(height)]),
  );
});

function programsOf(stages: Contender['stages'], program: string): BenchCommand[] {
  return stages.flatMap(({ commands }) => commands).filter((command) => command.program === program);
}
