import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { chooseCores, parseCores } from './limit-cores.ts';

describe('the cores of a worker', () => {
  it('are read as the kernel lists them', () => {
    const cases: [string, number[]][] = [
      ['0', [0]],
      ['0-3', [0, 1, 2, 3]],
      ['0-1,6,8-9', [0, 1, 6, 8, 9]],
    ];
    for (const [list, cores] of cases) assert.deepEqual(parseCores(list), cores, list);
  });

  it('are the last that nobody has, then the last of all', async () => {
    const cases: [taken: number[], count: number, cores: number[]][] = [
      [[], 2, [6, 8]],
      [[8], 2, [1, 6]],
      [[1, 6, 8], 2, [0, 8]],
      [[0, 1, 6, 8], 1, [8]],
    ];
    for (const [taken, count, cores] of cases)
      assert.deepEqual(await chooseCores([0, 1, 6, 8], count, async (core) => !taken.includes(core)), cores);
  });

  it('are others than those of another worker, until that has ended', async (t) => {
    const module = JSON.stringify(new URL('limit-cores.ts', import.meta.url).href);
    const program = `
      import { readFileSync } from 'node:fs';
      const { limitCores } = await import(${module});
      await limitCores(1, 'qianke-test-${process.pid}');
      console.log(/Cpus_allowed_list:\\s*(\\S+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
      process.stdin.resume();`;
    const start = async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      t.after(() => child.kill('SIGKILL'));
      const [said] = await once(child.stdout, 'data');
      return { core: String(said).trim(), child };
    };
    const [first, second] = [await start(), await start()];
    assert.equal(second.core !== first.core, availableParallelism() > 1);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    const third = await start();
    assert.equal(third.core, first.core);
  });

  it('hold for what it starts too', async () => {
    // In a process of its own: what is given up is not given back.
    const program = `
      import { execFileSync } from 'node:child_process';
      import { availableParallelism } from 'node:os';
      const { limitCores } = await import(${JSON.stringify(new URL('limit-cores.ts', import.meta.url).href)});
      const all = await limitCores(undefined);
      const limited = await limitCores(1, 'qianke-test-${process.pid}');
      const child = Number(execFileSync('nproc', { encoding: 'utf8' }));
      console.log(JSON.stringify({ all, limited, own: availableParallelism(), child }));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
    assert.deepEqual(JSON.parse(stdout), { all: availableParallelism(), limited: 1, own: 1, child: 1 });
  });
});
