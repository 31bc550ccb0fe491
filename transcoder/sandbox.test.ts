import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Bind, buildBubblewrapArguments, SANDBOX_USER } from './sandbox/build-bubblewrap-arguments.ts';
import { encodingLimits, SHORT_LIMITS } from './sandbox/limits.ts';
import { lendFolder, takeBack } from './sandbox/own-folder.ts';
import { readEnding } from './sandbox/run-process.ts';
import { isFfmpegNewEnough, isOlderThan, readFfmpegVersion } from './sandbox/tools.ts';
import { openSandbox, type Sandbox, type SandboxRun } from './sandbox.ts';
import { makeFolder } from './test/make-clip.ts';
import { descendantsOf } from './test/watch-children.ts';

const folder = await makeFolder();
const sandboxes: { bubblewrap?: Sandbox; none?: Sandbox } = {};
before(async () => {
  sandboxes.bubblewrap = await openSandbox({ mode: 'bubblewrap' });
  sandboxes.none = await openSandbox({ mode: 'none' });
});
after(() => folder.remove());

const signal = () => new AbortController().signal;
const ffmpeg = (mode: Sandbox['mode'], args: string[], run: Partial<SandboxRun> = {}) =>
  sandboxes[mode]!.run(
    { program: 'ffmpeg', arguments: () => ['-nostdin', '-v', 'error', ...args] },
    { limits: SHORT_LIMITS, signal: signal(), ...run },
  );
/** An encoding without end. */
const ENDLESS = ['-f', 'lavfi', '-i', 'testsrc2=size=1280x720', '-c:v', 'libx264', '-f', 'null', '-'];

test('nothing of the host is there but what was given', async () => {
  const secret = join(folder.path, 'secret');
  await writeFile(secret, 'hidden');
  for (const path of ['/etc/passwd', secret, join(import.meta.dirname, 'sandbox.ts')]) {
    const result = await ffmpeg('bubblewrap', [
      '-f',
      'data',
      '-i',
      `file:${path}`,
      '-map',
      '0',
      '-f',
      'null',
      '-',
    ]);
    assert.notDeepEqual(result.ending, { kind: 'exited', code: 0 });
    assert.match(result.stderr, /No such file or directory/, path);
  }
});

test('there is no network inside', async () => {
  const result = await ffmpeg('bubblewrap', ['-i', 'http://127.0.0.1:9/']);
  assert.match(result.stderr, /Network is unreachable|Connection refused|Cannot assign/);
  assert.notDeepEqual(result.ending, { kind: 'exited', code: 0 });
});

test('an input cannot be written, the output folder can, and comes back to its owner', async () => {
  const outputFolder = join(folder.path, 'out');
  const media = join(folder.path, 'media');
  await mkdir(outputFolder);
  await writeFile(media, 'original');
  const frame = ['-f', 'lavfi', '-i', 'color=red:size=16x16', '-frames:v', '1', '-y'];
  const over = await ffmpeg('bubblewrap', [...frame, '-f', 'mjpeg', '/in/media'], {
    inputs: { media },
    outputFolder,
  });
  assert.match(over.stderr, /Read-only file system|Permission denied/);
  const beside = await ffmpeg('bubblewrap', [...frame, 'red.jpg'], { outputFolder });
  assert.deepEqual(beside.ending, { kind: 'exited', code: 0 });
  assert.deepEqual(await readdir(outputFolder), ['red.jpg']);
  assert.equal((await stat(join(outputFolder, 'red.jpg'))).uid, process.getuid?.());
});

test('a link left behind is not taken for a file', async () => {
  const outputFolder = join(folder.path, 'planted');
  await mkdir(join(outputFolder, 'deep'), { recursive: true });
  await symlink('/etc/passwd', join(outputFolder, 'deep', '00000.m4s'));
  await assert.rejects(takeBack(outputFolder, null), { name: 'VerificationError' });
});

test('a folder that several write in is looked at, and comes back, when the last has ended', async () => {
  const outputFolder = join(folder.path, 'shared');
  await mkdir(outputFolder);
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? SANDBOX_USER : null;
  const rest = Promise.withResolvers<void>();
  const last = lendFolder(outputFolder, user, () => rest.promise);
  await lendFolder(outputFolder, user, () => symlink('/etc/passwd', join(outputFolder, 'master.m3u8')));
  assert.equal((await stat(outputFolder)).uid, isRoot ? SANDBOX_USER : process.getuid?.());
  rest.resolve();
  await assert.rejects(last, { name: 'VerificationError' });
  assert.equal((await stat(outputFolder)).uid, process.getuid?.());
});

for (const mode of ['bubblewrap', 'none'] as const) {
  test(`abort ends the whole tree and keeps its reason (${mode})`, { timeout: 20_000 }, async () => {
    const abort = new AbortController();
    const reason = new Error('enough');
    // Behind the input, as an option of what is written: before it ffmpeg refuses to begin.
    const named = ENDLESS.toSpliced(4, 0, '-metadata', `title=abort-${mode}-${process.pid}`);
    const running = ffmpeg(mode, named, { signal: abort.signal });
    // What makes the sandbox is named so before.
    await until(async () =>
      (await commandLines()).some(
        (line) => /^[^\0]*ffmpeg\0/.test(line) && line.includes(`abort-${mode}-${process.pid}`),
      ),
    );
    const started = performance.now();
    abort.abort(reason);
    // Shown where it ended by itself before it was asked to.
    const ended = await running.catch((error: unknown) => error);
    assert.equal(ended, reason);
    assert.ok(performance.now() - started < 5000, 'it was killed after its grace, not asked to end');
    await until(
      async () => !(await commandLines()).some((line) => line.includes(`abort-${mode}-${process.pid}`)),
    );
  });

  test(`abort ends what is only being started (${mode})`, { timeout: 20_000 }, async () => {
    const abort = new AbortController();
    const running = ffmpeg(mode, ENDLESS, { signal: abort.signal });
    const ended = running.catch((error: unknown) => error);
    // In the sandbox, once bubblewrap has begun to make it.
    const wanted = mode === 'bubblewrap' ? 2 : 1;
    while (descendantsOf(process.pid).length < wanted) await new Promise(setImmediate);
    abort.abort('enough');
    assert.equal(await ended, 'enough');
  });

  const LIMITS: readonly [what: string, limits: object, limit: string][] = [
    ['CPU time', { cpuSeconds: 1 }, 'cpu'],
    ['wall time', { wallSeconds: 0.5 }, 'wall'],
    ['silence', { idleSeconds: 0.5 }, 'idle'],
  ];
  for (const [what, limits, limit] of LIMITS) {
    test(`${what} is limited (${mode})`, { timeout: 20_000 }, async () => {
      const result = await ffmpeg(mode, ENDLESS, { limits: { ...SHORT_LIMITS, ...limits } });
      assert.deepEqual(result.ending, { kind: 'limit', limit });
    });
  }

  test(`the size of a file is limited (${mode})`, async () => {
    const outputFolder = join(folder.path, `size-${mode}`);
    await mkdir(outputFolder);
    const raw = ['-f', 'lavfi', '-i', 'testsrc2=size=640x480:duration=60', '-f', 'rawvideo', 'raw'];
    const result = await ffmpeg(mode, raw, {
      outputFolder,
      limits: { ...SHORT_LIMITS, fileBytes: 1_000_000 },
    });
    assert.deepEqual(result.ending, { kind: 'limit', limit: 'file' });
    assert.ok((await stat(join(outputFolder, 'raw'))).size <= 1_000_000);
  });
}

test('memory is limited', async () => {
  const result = await ffmpeg('bubblewrap', ENDLESS, {
    limits: { ...SHORT_LIMITS, memoryBytes: 100 * 1024 ** 2 },
  });
  assert.notDeepEqual(result.ending, { kind: 'exited', code: 0 });
});

test('a missing ffmpeg is named with what to do', async () => {
  await assert.rejects(openSandbox({ mode: 'none', ffmpeg: '/nowhere/ffmpeg' }), {
    code: 'ffmpeg-missing',
    message: /\/nowhere\/ffmpeg is not on this machine: apt install ffmpeg/,
  });
});

test('an ffmpeg that is too old is named with its version', async () => {
  const old = join(folder.path, 'ffmpeg');
  await writeFile(old, '#!/bin/sh\necho "ffmpeg version 4.3.6-0+deb11u1 Copyright"\n');
  await chmod(old, 0o755);
  for (const mode of ['bubblewrap', 'none'] as const) {
    await assert.rejects(openSandbox({ mode, ffmpeg: old }), { code: 'ffmpeg-too-old', message: /4\.3\.6/ });
  }
});

test('an original that the sandbox user cannot read is said to be so', {
  skip: process.getuid?.() !== 0 && 'only root runs the sandbox as another user',
}, async () => {
  const media = join(folder.path, 'closed');
  await writeFile(media, 'x', { mode: 0o600 });
  await assert.rejects(ffmpeg('bubblewrap', ['-version'], { inputs: { media } }), {
    code: 'sandbox-broken',
    message: /chmod o\+r/,
  });
});

const VERSIONS: readonly [text: string, enough: boolean | undefined][] = [
  ['ffmpeg version 5.1.9-0+deb12u1 Copyright (c)', true],
  ['ffmpeg version n7.1 Copyright', true],
  ['ffmpeg version 5.0.1 Copyright', false],
  ['ffmpeg version 4.4.2-0ubuntu0.22.04.1 Copyright', false],
  ['ffmpeg version N-109469-g62da0b4a74 Copyright', undefined],
];
for (const [text, enough] of VERSIONS) {
  test(`"${text}" is ${enough === undefined ? 'of no known age' : enough ? 'new enough' : 'too old'}`, () => {
    const version = readFfmpegVersion(text);
    assert.equal(version && isFfmpegNewEnough(version), enough);
  });
}

const AGES: readonly [version: string, minimum: string, older: boolean][] = [
  ['5.1.9-0+deb12u1', '5.1.9', false],
  ['5.1.6-0+deb12u1', '5.1.9', true],
  ['5.1', '5.1.9', true],
  ['6.1.1-3ubuntu5', '5.1.9', false],
  ['5.1.9', '7.1.5', true],
  ['5.1.10', '5.1.9', false],
  ['development build', '5.1.9', false],
];
for (const [version, minimum, older] of AGES) {
  test(`ffmpeg ${version} is ${older ? '' : 'not '}older than ${minimum}`, () => {
    assert.equal(isOlderThan(version, minimum), older);
  });
}

const ENDINGS: readonly [Parameters<typeof readEnding>, object][] = [
  [[0, null], { kind: 'exited', code: 0 }],
  [[1, null], { kind: 'exited', code: 1 }],
  [[137, null], { kind: 'limit', limit: 'cpu' }],
  [[153, null], { kind: 'limit', limit: 'file' }],
  [[139, null], { kind: 'crashed', signal: 11 }],
  [[null, 'SIGSEGV'], { kind: 'crashed', signal: 11 }],
  [[null, 'SIGKILL'], { kind: 'limit', limit: 'cpu' }],
];
for (const [[code, by], ending] of ENDINGS) {
  test(`exit code ${code} and signal ${by} mean ${JSON.stringify(ending)}`, () => {
    assert.deepEqual(readEnding(code, by), ending);
  });
}

test('root drops its rights inside, everybody else gets a user namespace', () => {
  const bind: Bind = { from: '/data/original', to: '/in/media' };
  const build = (asRoot: boolean) =>
    buildBubblewrapArguments({
      asRoot,
      roots: [],
      readOnly: [bind],
      environment: {},
      command: ['/usr/bin/ffmpeg'],
    });
  const root = build(true);
  assert.ok(!root.includes('--unshare-user'));
  assert.deepEqual(root.slice(root.indexOf('--') + 1, root.indexOf('--') + 3), [
    '/usr/bin/setpriv',
    '--reuid=65534',
  ]);
  const other = build(false);
  assert.ok(other.includes('--unshare-user') && other.includes('--disable-userns'));
  for (const args of [root, other]) {
    assert.ok(
      args.includes('--unshare-net') && args.includes('--die-with-parent') && args.includes('--clearenv'),
    );
    assert.ok(!args.includes('--bind'));
  }
});

test('limits of encoding grow with the lesson', () => {
  const short = encodingLimits(60);
  const long = encodingLimits(2700);
  assert.ok(long.cpuSeconds > short.cpuSeconds && long.wallSeconds > short.wallSeconds);
});

async function commandLines(): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}
