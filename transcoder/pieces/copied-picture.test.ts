import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { FRAMES_FOLDER } from '../encode/build-ffmpeg-arguments.ts';
import { MediaRejectedError } from '../errors.ts';
import { planTranscode } from '../plan/plan-transcode.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';
import type { Sandbox } from '../sandbox.ts';
import { makeFolder } from '../test/make-clip.ts';
import { mediaProbe } from '../test/media-probe.ts';
import { joinPieces } from './join-pieces.ts';
import { makePiece, PieceUnfitError, pieceFile } from './make-piece.ts';
import { planPieces } from './plan-pieces.ts';

const whole = planTranscode(mediaProbe({ audio: null }));
const [highest, ...others] = whole.renditions;
const plan: TranscodePlan = {
  ...whole,
  renditions: [{ ...highest!, copied: { groups: [1], delaySeconds: 0 } }, ...others],
};
const [piece] = planPieces(plan, [], []);

/** A machine on which every program ends with this code, having complained. */
const endingWith = (code: number): Sandbox => ({
  mode: 'none',
  ffmpegVersion: '5.1',
  run: async () => ({ ending: { kind: 'exited', code }, stdout: '', stderr: 'Invalid data' }),
});
const run = {
  ...{ source: '/nowhere', plan, signal: new AbortController().signal },
  onProgress: () => {},
};

for (const code of [0, 1]) {
  test(`pieces beside a damaged picture are not joined (ended with ${code}), and nothing is left of them`, async (t) => {
    const folder = await makeFolder();
    t.after(() => folder.remove());
    const made = join(folder.path, 'piece');
    const outputFolder = join(folder.path, 'out');
    await mkdir(join(made, FRAMES_FOLDER), { recursive: true });
    for (const rendition of others) await writeFile(join(made, pieceFile(rendition)), '');
    await mkdir(outputFolder);
    const report = { firstFrame: 'a', nextFrame: null, decoderRecords: [], decodeErrors: false };
    const joining = joinPieces({
      ...{ ...run, outputFolder, sandbox: endingWith(code), sound: null },
      pieces: [{ piece: piece!, folder: made, report }],
    });
    await assert.rejects(joining, PieceUnfitError);
    assert.deepEqual(await readdir(outputFolder), []);
  });
}

test('a piece that cannot be decoded is told so also where the highest picture is not made in it', async (t) => {
  const folder = await makeFolder();
  t.after(() => folder.remove());
  const making = makePiece({ ...run, piece: piece!, outputFolder: folder.path, sandbox: endingWith(1) });
  await assert.rejects(making, MediaRejectedError);
});
