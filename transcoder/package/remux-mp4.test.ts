import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { MOST_OPEN_FILES } from '../sandbox/limits.ts';
import type { Sandbox } from '../sandbox.ts';
import { makeFolder } from '../test/make-clip.ts';
import { type PlainFile, remuxMp4 } from './remux-mp4.ts';

/** As much of a lesson of four hours as could not be cut into pieces. */
const plainFile = (folder: string, segments: number): PlainFile => ({
  file: `${folder}.mp4`,
  stream: {
    playlist: `${folder}/index.m3u8`,
    segments: Array.from({ length: segments }, (_, index) => ({
      file: `${index}.m4s`,
      durationSeconds: 6,
      bytes: 1,
    })),
  },
});

const CASES: readonly [what: string, segments: number, processes: number][] = [
  ['a piece', 20, 1],
  ['four hours in one piece', 2400, 3],
];
for (const [what, segments, processes] of CASES) {
  test(`no process opens more files than it may: ${what}`, async (t) => {
    const folder = await makeFolder();
    t.after(() => folder.remove());
    const opened: number[] = [];
    const sandbox: Sandbox = {
      mode: 'none',
      ffmpegVersion: '5.1',
      run: async (command) => {
        const all = command.arguments({ input: (name) => name, output: '' });
        const inputs = all.filter((argument) => argument.startsWith('concat:'));
        opened.push(inputs.join('|').split('|').length);
        for (const file of all.filter((argument) => argument.endsWith('.mp4')))
          await writeFile(join(folder.path, file), 'x'.repeat(Number(file.slice(1, -4))));
        return { ending: { kind: 'exited', code: 0 }, stdout: '', stderr: '' };
      },
    };
    const files = ['v720', 'v480', 'v360'].map((name) => plainFile(name, segments));
    const run = { outputFolder: folder.path, sandbox, signal: t.signal };
    assert.deepEqual(await remuxMp4(files, run), [720, 480, 360]);
    assert.equal(opened.length, processes);
    assert.ok(
      opened.every((count) => count < MOST_OPEN_FILES),
      `${opened}`,
    );
  });
}
