import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findAudioFlaws } from './find-audio-flaws.ts';

const list = (lengths: readonly number[], bytes = 10) => ({
  playlist: 'audio/index.m3u8',
  segments: lengths.map((durationSeconds, index) => ({ file: `0000${index}.m4s`, durationSeconds, bytes })),
});

const CASES: readonly [what: string, audio: ReturnType<typeof list>, flaw: RegExp | null][] = [
  ['cut between frames', list([4.010667, 3.989333, 4.010667, 1.2]), null],
  ['of one short segment', list([2.5]), null],
  ['with a segment too short', list([4, 3.5, 4, 1]), /00001\.m4s ends at 7\.500 s.*00002/],
  ['with an empty segment', list([4, 1], 0), /00000\.m4s is empty/],
];
for (const [what, audio, flaw] of CASES) {
  test(`the sound alone ${what} ${flaw ? 'is found out' : 'is right'}`, () => {
    const found = findAudioFlaws(audio, { segmentSeconds: 4 }).join('; ');
    if (flaw) assert.match(found, flaw);
    else assert.equal(found, '');
  });
}
