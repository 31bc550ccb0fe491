import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameSources } from './name-sources.ts';

const CASES: readonly [what: string, files: string[], names: string[]][] = [
  ['an extension is left out', ['mixed.mp4', 'slides.mkv'], ['mixed', 'slides']],
  ['but where two would have one name', ['a.mkv', 'a.mp4', 'b.mp4'], ['a.mkv', 'a.mp4', 'b']],
  ['or it is taken', ['tape.mp4'], ['tape.mp4']],
];

for (const [what, files, names] of CASES) {
  test(what, () => {
    const paths = files.map((file) => `/lessons/${file}`);
    assert.deepEqual(
      nameSources(paths, ['tape', 'phone']),
      paths.map((path, index) => [names[index], path]),
    );
  });
}
