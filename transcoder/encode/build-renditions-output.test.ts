import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planTranscode } from '../plan/plan-transcode.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';
import { mediaProbe } from '../test/media-probe.ts';
import { buildRenditionsOutput } from './build-renditions-output.ts';

const WITH_SOUND = planTranscode(mediaProbe());
const SILENT = planTranscode(mediaProbe({ audio: null }));
const ONLY_THIRD: TranscodePlan = {
  ...WITH_SOUND,
  renditions: WITH_SOUND.renditions.map((rendition, index) => ({
    ...rendition,
    audioRate: index === 2 ? rendition.audioRate : 0,
  })),
};

const CASES: readonly [what: string, plan: TranscodePlan, rates: string[], streams: string[]][] = [
  [
    'renditions of one rate share one sound',
    WITH_SOUND,
    ['96000', '64000', '48000'],
    ['v:0,a:0', 'v:1,a:0', 'v:2,a:0', 'v:3,a:1', 'v:4,a:1', 'v:5,a:2'],
  ],
  ['without sound there are pictures alone', SILENT, [], ['v:0', 'v:1', 'v:2', 'v:3', 'v:4', 'v:5']],
  [
    'of the first piece the one that is watched early has sound',
    ONLY_THIRD,
    ['96000'],
    ['v:0', 'v:1', 'v:2,a:0', 'v:3', 'v:4', 'v:5'],
  ],
];

for (const [what, plan, rates, streams] of CASES) {
  test(what, () => {
    const pictures = plan.renditions.map((_, index) => `[v${index}]`);
    const output = buildRenditionsOutput(plan, pictures, ['-c:v', 'copy']);
    const mapped = output.flatMap((one, at) => (one === '-map' ? [output[at + 1]] : []));
    assert.deepEqual(mapped, [...pictures, ...rates.map((_, index) => `[a${index}]`)]);
    assert.deepEqual(
      output.flatMap((one, at) => (one.startsWith('-b:a') ? [output[at + 1]] : [])),
      rates,
    );
    const branches = output.at(-1)!.split('|');
    assert.deepEqual(
      branches.map((branch) => /^\[f=hls:select=\\'(.*)\\':hls_time=1:/.exec(branch)?.[1]),
      streams,
    );
    assert.deepEqual(
      branches.map((branch) => branch.slice(branch.lastIndexOf('=') + 1)),
      plan.renditions.map(({ folder }) => `${folder}/%05d.m4s]${folder}/index.m3u8`),
    );
  });
}
