import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { makeFolder } from '../test/make-clip.ts';
import { CaptionsCommandError, runCaptionsCommand } from './run-captions-command.ts';

const KiB = 1024;

/** Runs a line of shell as the operator's program, which may write 64 KiB. */
async function run(t: TestContext, line: string): Promise<string> {
  const folder = await makeFolder();
  t.after(() => folder.remove());
  const written = await runCaptionsCommand({
    ...{ command: ['sh', '-c', line, 'sh', '{wav}', '{out}'], wav: 'sound.wav', durationSeconds: 1 },
    ...{ mostBytes: 64 * KiB, folder: folder.path, signal: t.signal },
  });
  return Buffer.from(written).toString();
}

const chatter = 'head -c 9000000 /dev/zero';

describe('a program for captions', () => {
  it('writes a file, and may print what it likes beside it', async (t) => {
    assert.equal(await run(t, `${chatter}; printf 文件 >"$2.vtt"`), '文件');
  });

  it('or prints them', async (t) => {
    assert.equal(await run(t, 'printf 印出来'), '印出来');
  });

  const refused: [what: string, line: string, why: RegExp][] = [
    ['prints too much', chatter, /wrote 9 MiB; captions have 1 MiB at most/],
    ['writes too much', `${chatter} >"$2.vtt"`, /wrote 9 MiB; captions have 1 MiB at most/],
    ['leaves a folder', 'mkdir "$2.vtt"', /left no plain file/],
    ['fails', 'echo no model >&2; exit 3', /ended with 3: no model/],
  ];
  for (const [what, line, why] of refused) {
    it(`that ${what} is told so`, async (t) => {
      await assert.rejects(run(t, line), (error: Error) => {
        assert.ok(error instanceof CaptionsCommandError);
        assert.match(error.message, why);
        return true;
      });
    });
  }
});
