import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { DEMUXERS, GUARD_ARGUMENTS } from './allowlists.ts';

const run = promisify(execFile);

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
  const queue = barred.map((names) => names.split(',')[0]!);
  const worker = async () => {
    for (let name = queue.pop(); name; name = queue.pop()) {
      const opened = run('ffprobe', ['-v', 'error', ...GUARD_ARGUMENTS, '-f', name, '-i', 'file:/dev/null']);
      await assert.rejects(opened, /not on whitelist|Unknown input format|not found/, name);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
});

test('every demuxer and decoder of the lists exists in this ffmpeg', async () => {
  const demuxers = (await namesOf('-demuxers')).flatMap((names) => names.split(','));
  for (const name of DEMUXERS) assert.ok(demuxers.includes(name), name);
  const decoders = await namesOf('-decoders');
  const allowed = GUARD_ARGUMENTS[GUARD_ARGUMENTS.indexOf('-codec_whitelist') + 1]!.split(',');
  for (const name of allowed) assert.ok(decoders.includes(name), name);
});
