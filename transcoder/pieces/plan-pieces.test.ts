import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildFfmpegArguments, buildFilterGraph } from '../encode/build-ffmpeg-arguments.ts';
import { chooseEarlyRendition } from '../plan/choose-early-rendition.ts';
import { planTranscode } from '../plan/plan-transcode.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';
import { mediaProbe } from '../test/media-probe.ts';
import { readLandings } from './find-landings.ts';
import { joinPieces } from './join-pieces.ts';
import { PieceUnfitError } from './make-piece.ts';
import { planOfPiece, planPieces, proposeCuts } from './plan-pieces.ts';

const lasting = (durationSeconds: number): TranscodePlan => ({
  ...planTranscode(mediaProbe()),
  ...{ durationSeconds, firstSegmentSeconds: 1, segmentSeconds: 4 },
});

const PROPOSED: readonly [what: string, seconds: number, container: string, cuts: number[]][] = [
  ['shorter than ten minutes', 599, 'mov', []],
  ['of ten minutes', 600, 'mov', [120, 240, 360, 480]],
  ['of 15 minutes', 900, 'matroska', [112, 224, 336, 452, 564, 676, 788]],
  ['of a kind in which one goes to no time for sure', 2700, 'mpegts', []],
];
for (const [what, seconds, container, cuts] of PROPOSED) {
  test(`a lesson ${what} is cut into ${cuts.length + 1}`, () => {
    assert.deepEqual(proposeCuts(lasting(seconds), container, 120), cuts);
  });
}
test('nothing is cut where that is turned off', () => {
  assert.deepEqual(proposeCuts(lasting(2700), 'mov', 0), []);
});

const key = (seconds: number) => ({ seconds, keyframe: true });
const STARTS: readonly [what: string, landings: Parameters<typeof planPieces>[2], starts: number[]][] = [
  ['begin with the first segment after a keyframe', [key(195.4), key(398.2)], [0, 200, 400]],
  ['leave a second for what is still shown from before', [key(191.2), key(399.5)], [0, 196, 404]],
  ['stay together where no keyframe is near', [key(199), key(350)], [0, 200]],
  ['stay together where one arrives too late', [key(200.1), key(398)], [0, 400]],
  ['stay together where one arrives at no keyframe', [{ seconds: 199, keyframe: false }, key(398)], [0, 400]],
  ['are one where nothing was found out', [], [0]],
];
for (const [what, landings, starts] of STARTS) {
  test(`pieces ${what}`, () => {
    const pieces = planPieces(lasting(600), [200, 400], landings);
    assert.deepEqual(
      pieces.map(({ startSeconds }) => startSeconds),
      starts,
    );
    assert.deepEqual(
      pieces.map(({ endSeconds }) => endSeconds),
      [...starts.slice(1), null],
    );
    assert.deepEqual(
      pieces.map(({ seekSeconds }) => seekSeconds),
      starts.map((start) => (start === 0 ? null : start - 1)),
    );
  });
}

test('the plans of all pieces together take the single pictures of the whole, each once', () => {
  const plan = planTranscode(mediaProbe({ durationSeconds: 611.3 }));
  const { frameRate } = plan.picture;
  const pieces = planPieces(plan, [200, 400], [key(195), key(396)]);
  for (const kind of ['covers', 'storyboard'] as const) {
    const taken = pieces.flatMap((piece) => {
      const part = planOfPiece(plan, piece);
      const frames = Math.floor(part.durationSeconds * frameRate);
      const { firstFrame, everyFrames, firstNumber = 1 } = part[kind];
      const found: [number, number][] = [];
      for (let frame = firstFrame; frame < frames; frame += everyFrames) {
        found.push([piece.startSeconds * frameRate + frame, firstNumber + found.length]);
      }
      return found;
    });
    const { firstFrame, everyFrames, count } = plan[kind];
    assert.deepEqual(
      taken,
      Array.from({ length: count }, (_, index) => [firstFrame + index * everyFrames, index + 1]),
    );
  }
});

test('only the last piece holds the last picture, and only the first begins with a short segment', () => {
  const whole = lasting(600);
  const plan = { ...whole, picture: { ...whole.picture, holdLastSeconds: 3 } };
  const plans = planPieces(plan, [200, 400], [key(199), key(399)]).map((piece) => planOfPiece(plan, piece));
  assert.deepEqual(
    plans.map(({ picture }) => picture.holdLastSeconds),
    [0, 0, 3],
  );
  assert.deepEqual(
    plans.map(({ firstSegmentSeconds }) => firstSegmentSeconds),
    [1, 4, 4],
  );
  assert.deepEqual(
    plans.map(({ window }) => window?.frames),
    [200 * 25, 200 * 25, null],
  );
});

test('only the first piece has sound, in the one rendition that is watched early, and no more than its own', () => {
  const whole = planTranscode(mediaProbe({ durationSeconds: 600 }));
  const [first, second] = planPieces(whole, [200], [key(199)]).map((piece) =>
    buildFfmpegArguments(planOfPiece(whole, piece), { source: '/in/media', threads: 3 }),
  );
  const maps = (args: readonly string[] = []) =>
    args.filter((_, index) => args[index - 1] === '-map' && args[index]?.startsWith('[a'));
  assert.deepEqual(maps(first), ['[a0]']);
  const places = first?.find((argument) => argument.startsWith('[f=hls:'))?.split('|') ?? [];
  const sounding = places.flatMap((place, index) => (place.includes(',a:0') ? [index] : []));
  assert.deepEqual(sounding, [chooseEarlyRendition(whole.renditions)]);
  assert.match(first?.[first.indexOf('-filter_complex') + 1] ?? '', /,atrim=end=204,asplit=1\[a\d\]$/);
  assert.deepEqual(maps(second), []);
});

test('all of a piece is counted from nought, the hashed frames at its edges too', () => {
  const whole = planTranscode(mediaProbe({ durationSeconds: 600 }));
  const graphs = planPieces(whole, [200], [key(199)]).map((piece) =>
    buildFilterGraph(planOfPiece(whole, piece)),
  );
  const parts = [
    /:start_time=0,setpts=PTS-0\/TB,split\[inside\]\[around\];.*;\[inside\]trim=end_frame=5100,/,
    /:start_time=204,setpts=PTS-204\/TB,split\[inside\]\[around\];.*;\[inside\]null,/,
  ];
  for (const [index, part] of parts.entries()) assert.match(graphs[index] ?? '', part);
});

test('landings are read from the file’s first time stamp on, and not at all where they mean something else', () => {
  const packets = [
    { pts_time: '8.023000', flags: 'K__' },
    { pts_time: '15.900000', flags: '___' },
  ];
  const text = (start: string) => JSON.stringify({ packets, format: { start_time: start } });
  assert.deepEqual(readLandings(text('0.023000'), 2), [
    { seconds: 8, keyframe: true },
    { seconds: 15.877, keyframe: false },
  ]);
  assert.deepEqual(readLandings(text('0.023000'), 3), []);
  assert.deepEqual(readLandings(text('700.000000'), 2), []);
});

test('pieces that do not meet, or come from other encoders, are not joined', async () => {
  const plan = lasting(600);
  const [first, second] = planPieces(plan, [300], [key(299)]);
  const report = { decodeErrors: false, decoderRecords: ['AWQ='] };
  const made = (changes: { nextFrame?: string; decoderRecords?: string[] }) => [
    { piece: first!, folder: '/nowhere', report: { ...report, firstFrame: 'a', nextFrame: 'b', ...changes } },
    { piece: second!, folder: '/nowhere', report: { ...report, firstFrame: 'b', nextFrame: null } },
  ];
  const join = (pieces: ReturnType<typeof made>) =>
    joinPieces({
      ...{ source: '/nowhere/media', outputFolder: '/nowhere', plan, pieces, sound: null },
      sandbox: { mode: 'none', ffmpegVersion: '5.1', run: () => assert.fail('nothing is run') },
      signal: new AbortController().signal,
      onProgress: () => {},
    });
  const refused: readonly [ReturnType<typeof made>, RegExp][] = [
    [made({ nextFrame: 'c' }), /do not meet at 300 s/],
    [made({ decoderRecords: ['AWU='] }), /encoders that differ/],
    [made({}).slice(1), /piece 0 is not there/],
    [made({}).slice(0, 1), /piece 0 is not there/],
  ];
  for (const [pieces, message] of refused) {
    await assert.rejects(join(pieces), (error) => {
      assert.ok(error instanceof PieceUnfitError);
      assert.match(error.message, message);
      return true;
    });
  }
});

test('pieces of a lesson that is copied begin where its segments do, at whole seconds, and copy nothing themselves', () => {
  const whole = lasting(60);
  const [highest, ...others] = whole.renditions;
  const copying: TranscodePlan = {
    ...whole,
    ...{ segmentSeconds: 9, starts: [0, 1.52, 8, 16.48, 25, 33, 41.04, 50] },
    renditions: [
      { ...highest!, copied: { groups: [1, 1, 1, 1, 1, 1, 1, 1], delaySeconds: 0.08 } },
      ...others,
    ],
  };
  const pieces = planPieces(copying, [12, 36], [key(12), key(36)]);
  assert.deepEqual(
    pieces.map(({ startSeconds }) => startSeconds),
    [0, 25, 50],
  );
  const plans = pieces.map((piece) => planOfPiece(copying, piece));
  assert.deepEqual(
    plans.map(({ starts }) => starts),
    [[0, 1.52, 8, 16.48], [0, 8, 41.04 - 25], [0]],
  );
  const args = buildFfmpegArguments(plans[1]!, { source: '/in/media', threads: 3 });
  assert.ok(!args.includes('copy'));
  assert.ok(!args.join(' ').includes(highest!.folder));
});
