import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { makeClip, makeFolder } from './test/make-clip.ts';

const folder = await makeFolder();
after(() => folder.remove());

async function cli(args: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], {
    env: { ...process.env, MEDIA_SANDBOX: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  return { stdout, stderr, code };
}

test('a clip is transcoded, every choice explained, and the last line is JSON', async () => {
  const source = await makeClip(join(folder.path, 'clip.mp4'), { seconds: 2 });
  const out = join(folder.path, 'out');
  const { stdout, stderr, code } = await cli([source, out, '--json']);
  assert.deepEqual([code, stderr], [0, '']);
  for (const word of ['picture', 'frame-rate', 'renditions', 'sound', 'mp4', 'pictures', 'verified']) {
    assert.match(stdout, new RegExp(`^${word}`, 'm'));
  }
  const summary = JSON.parse(stdout.trimEnd().split('\n').at(-1)!);
  assert.deepEqual(Object.keys(summary), ['plan', 'renditions', 'durationSeconds', 'firstPlayableSeconds']);
  assert.deepEqual(Object.keys(summary.renditions[0]), ['height', 'bandwidth', 'averageBandwidth', 'bytes']);
  await access(join(out, 'master.m3u8'));
  const again = await cli([source, out]);
  assert.deepEqual([again.code, again.stderr], [1, `transcode: ${out} is not empty\n`]);
});

test('MEDIA_SANDBOX=none works, and says that there is no sandbox', async () => {
  const source = await makeClip(join(folder.path, 'open.mp4'), { seconds: 1 });
  const { stderr, code } = await cli([source, join(folder.path, 'open')], { MEDIA_SANDBOX: 'none' });
  assert.equal(code, 0);
  assert.match(stderr, /without a sandbox/);
});

test('what cannot be done is said in one line', async () => {
  const letter = join(folder.path, 'letter.mp4');
  await writeFile(letter, 'not a video');
  const cases: readonly [args: string[], environment: Record<string, string>, words: RegExp][] = [
    [[letter, join(folder.path, 'letter')], {}, /the file cannot be used \(document: /],
    [[join(folder.path, 'absent.mp4'), join(folder.path, 'absent')], {}, /no such file/],
    [[letter], {}, /Usage: npm run transcode/],
    [[letter, 'out', '--fast'], {}, /Unknown option '--fast'.*\n?.*Usage|Usage/s],
    [
      [letter, join(folder.path, 'setting')],
      { MEDIA_SANDBOX: 'off' },
      /MEDIA_SANDBOX is off; it can be bubblewrap or none/,
    ],
  ];
  for (const [args, environment, words] of cases) {
    const { stderr, code } = await cli(args, environment);
    assert.equal(code, 1);
    assert.match(stderr, words);
    assert.doesNotMatch(stderr, /^\s+at /m);
  }
});
