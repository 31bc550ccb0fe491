import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
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
    assert.deepEqual(chooseCores([0, 1, 6, 8], 2), [6, 8]);
  });

  it('hold for what it starts too', async () => {
    // In a process of its own: what is given up is not given back.
    const program = `
      import { execFileSync } from 'node:child_process';
      import { availableParallelism } from 'node:os';
      const { limitCores } = await import(${JSON.stringify(new URL('limit-cores.ts', import.meta.url).href)});
      const all = await limitCores(undefined);
      const limited = await limitCores(1);
      const child = Number(execFileSync('nproc', { encoding: 'utf8' }));
      console.log(JSON.stringify({ all, limited, own: availableParallelism(), child }));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
    assert.deepEqual(JSON.parse(stdout), { all: availableParallelism(), limited: 1, own: 1, child: 1 });
  });
});
