import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChance } from './test/chance.ts';
import { HOSTILE_BOMBS } from './test/hostile-bombs.ts';
import { HOSTILE_PICTURES } from './test/hostile-pictures.ts';
import { HOSTILE_REFERENCES } from './test/hostile-references.ts';
import { runHostileSoak } from './test/hostile-soak.ts';
import { MUTATIONS, mutate } from './test/mutate.ts';

/** Large or long ones are left to `npm run soak:hostile`. */
const HEAVY =
  /^4K|minutes apart|gigabyte|10000×10000|6000×4000|five hours|a thousand|channels|styled|strip|255 times/;

test('there are more than sixty hostile videos, each with a name of its own', () => {
  const names = [...HOSTILE_REFERENCES, ...HOSTILE_BOMBS, ...HOSTILE_PICTURES].map(({ name }) => name);
  assert.ok(HOSTILE_REFERENCES.length + HOSTILE_BOMBS.length >= 60, String(names.length));
  assert.ok(new Set(HOSTILE_BOMBS.map(({ name }) => name)).size === HOSTILE_BOMBS.length);
});

test('a spoilt file is another one, and the same one for the same seed', () => {
  const file = Buffer.from(`....ftypisom....moov....trak....stsz${'x'.repeat(4000)}`);
  for (const kind of MUTATIONS) {
    const [one, again, other] = [1, 1, 2].map((seed) =>
      mutate(file, Buffer.from('OggS'.repeat(50)), kind, createChance(seed)),
    );
    assert.deepEqual(one, again, kind);
    assert.ok(!one!.equals(file) && !one!.equals(other!), kind);
  }
});

test('hostile files cost their own job and nothing else', { timeout: 600_000 }, async () => {
  const report = await runHostileSoak({
    mutations: 24,
    only: (name) => !HEAVY.test(name),
    longestSeconds: 500,
    seed: 2,
  });
  assert.deepEqual(report.violations, []);
  assert.deepEqual([report.leftOut, report.hits], [0, 0]);
  assert.ok(report.byHand >= 60 && report.pictures >= 15 && report.mutated === 24, JSON.stringify(report));
  assert.ok((report.outcomes.ready ?? 0) > 0 && (report.outcomes.unsupported ?? 0) > 0);
});
