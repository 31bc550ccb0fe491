import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rendition } from '../media-version.ts';
import { planTranscode } from '../plan/plan-transcode.ts';
import { mediaProbe } from '../test/media-probe.ts';
import { findFlaws } from './find-flaws.ts';
import { judgeDuration } from './judge-duration.ts';

const plan = planTranscode(mediaProbe({ durationSeconds: 10 }));
const renditions = (): Rendition[] =>
  plan.renditions.map(({ folder, width, height }) => ({
    width,
    height,
    frameRate: 25,
    bandwidth: 1,
    averageBandwidth: 1,
    codecs: '',
    bytes: 30,
    playlist: `${folder}/index.m3u8`,
    segments: [1, 5, 6, 2].map((durationSeconds, index) => ({
      file: `0000${index}.m4s`,
      durationSeconds,
      bytes: 10,
    })),
  }));

const FLAWS: readonly [what: string, spoil: (list: Rendition[]) => void, words: RegExp][] = [
  ['a rendition missing', (list) => list.pop(), /5 renditions instead of 6/],
  ['a segment missing', (list) => list[2]!.segments.pop(), /v480\/index.m3u8 has 3 segments/],
  ['an empty segment', (list) => Object.assign(list[1]!.segments[0]!, { bytes: 0 }), /00000.m4s is empty/],
  [
    'a boundary that lies elsewhere',
    (list) => Object.assign(list[3]!.segments[3]!, { durationSeconds: 1.5 }),
    /v360\/index.m3u8: 00003.m4s ends elsewhere/,
  ],
  [
    'a first segment as long as others',
    (list) => Object.assign(list[0]!.segments[0]!, { durationSeconds: 4 }),
    /v1080\/index.m3u8: 00000.m4s lasts 4 s/,
  ],
  [
    'a segment of 5 s',
    (list) => Object.assign(list[0]!.segments[2]!, { durationSeconds: 5 }),
    /v1080\/index.m3u8: 00002.m4s lasts 5 s/,
  ],
];

test('lists as planned have no flaws', () => {
  assert.deepEqual(findFlaws(renditions(), plan), []);
});

for (const [what, spoil, words] of FLAWS) {
  test(`${what} is found`, () => {
    const list = renditions();
    spoil(list);
    assert.match(findFlaws(list, plan).join('; '), words);
  });
}

test('a copy may lie up to a frame beside what is encoded, and no further', () => {
  const [highest, ...others] = plan.renditions;
  const copying = {
    ...plan,
    renditions: [{ ...highest!, copied: { groups: [1, 1, 1, 1], delaySeconds: 0 } }, ...others],
  };
  const list = renditions();
  for (const [index, seconds] of [0.97, 5.03, 6, 2.1].entries())
    list[0]!.segments[index]!.durationSeconds = seconds;
  assert.deepEqual(findFlaws(list, copying), []);
  list[0]!.segments[1]!.durationSeconds = 5.1;
  assert.match(findFlaws(list, copying).join('; '), /v1080.index.m3u8: 00001.m4s lasts 5.1 s/);
});

const DURATIONS: readonly [
  said: number,
  decoded: number,
  verdict: 'truncated' | 'decode-failed' | 'longer' | 'right',
][] = [
  [60, 60, 'right'],
  [60, 58.1, 'right'],
  [60, 57, 'truncated'],
  [600, 589, 'right'],
  [600, 580, 'truncated'],
  [10, 20, 'longer'],
  [10, 45, 'decode-failed'],
  [600, 930, 'decode-failed'],
  [1, 0.04, 'right'],
];
for (const [said, decoded, verdict] of DURATIONS) {
  test(`${decoded} s out of ${said} s are ${verdict}`, () => {
    if (verdict === 'truncated' || verdict === 'decode-failed') {
      assert.throws(() => judgeDuration(said, decoded), { code: verdict });
    } else assert.deepEqual(judgeDuration(said, decoded), { longer: verdict === 'longer' });
  });
}
