import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { makeClip, makeFolder } from '../test/make-clip.ts';
import { DECODERS, DEMUXERS, GUARD_ARGUMENTS } from './allowlists.ts';

const run = promisify(execFile);
const folder = await makeFolder();
const clip = join(folder.path, 'clip.mkv');
before(() => makeClip(clip, { seconds: 0.2, size: '64x48' }));
after(() => folder.remove());

/** Names out of `ffmpeg -demuxers` or `-decoders`: the second column, aliases parted by commas. */
async function namesOf(list: '-demuxers' | '-decoders'): Promise<string[]> {
  const { stdout } = await run('ffmpeg', ['-hide_banner', list]);
  const body = stdout
    .slice(stdout.search(/^ ?-+$/m))
    .split('\n')
    .slice(1);
  return body.flatMap((line) => /^\s+[A-Z.]+\s+(\S+)/.exec(line)?.[1] ?? []);
}

test('no demuxer outside the list opens anything, even when asked for by name', async () => {
  const barred = (await namesOf('-demuxers')).filter(
    (names) => !names.split(',').some((name) => DEMUXERS.includes(name)),
  );
  assert.ok(barred.length > 250, `ffmpeg listed ${barred.length} other demuxers`);
  for (const inside of ['hls', 'concat', 'dash', 'image2', 'tty']) {
    assert.ok(
      barred.some((names) => names.split(',').includes(inside)),
      `${inside} is not barred`,
    );
  }
  await each(
    barred.map((names) => names.split(',')[0]!),
    async (name) => {
      const opened = run('ffprobe', ['-v', 'error', ...GUARD_ARGUMENTS, '-f', name, '-i', 'file:/dev/null']);
      await assert.rejects(opened, /not on whitelist|Unknown input format|not found/, name);
    },
  );
});

test('no decoder outside the list opens anything, even when asked for by name', async () => {
  const barred = (await decodersOf('VA')).filter(([, name]) => !DECODERS.includes(name));
  assert.ok(barred.length > 300, `ffmpeg listed ${barred.length} other decoders`);
  for (const inside of ['magicyuv', 'xbin', 'ansi', 'txd', 'gif', 'exr', 'jpeg2000']) {
    assert.ok(
      barred.some(([, name]) => name === inside),
      `${inside} is not barred`,
    );
  }
  const open = ([kind, name]: readonly [kind: string, name: string]) =>
    run('ffmpeg', [
      ...['-nostdin', '-v', 'error', ...GUARD_ARGUMENTS, `-c:${kind.toLowerCase()}`, name],
      ...['-i', `file:${clip}`, '-map', `0:${kind.toLowerCase()}`, '-f', 'null', '-'],
    ]);
  await open(['V', 'h264']);
  await open(['A', 'aac']);
  await each(barred, (decoder) => assert.rejects(open(decoder), /not on whitelist/, decoder[1]));
});

async function each<Item>(items: readonly Item[], look: (item: Item) => Promise<unknown>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) await look(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

/** Kind (`V`, `A`, `S`) and name of the decoders of some kinds. */
async function decodersOf(kinds: string): Promise<(readonly [kind: string, name: string])[]> {
  const { stdout } = await run('ffmpeg', ['-hide_banner', '-decoders']);
  return [...stdout.matchAll(/^ ([VAS])[A-Z.]{5} (\S+)/gm)]
    .map(([, kind = '', name = '']) => [kind, name] as const)
    .filter(([kind, name]) => kinds.includes(kind) && name !== '=');
}

test('every demuxer and decoder of the lists exists in this ffmpeg', async () => {
  const demuxers = (await namesOf('-demuxers')).flatMap((names) => names.split(','));
  for (const name of DEMUXERS) assert.ok(demuxers.includes(name), name);
  const decoders = await namesOf('-decoders');
  const allowed = GUARD_ARGUMENTS[GUARD_ARGUMENTS.indexOf('-codec_whitelist') + 1]!.split(',');
  for (const name of allowed) assert.ok(decoders.includes(name), name);
});
