import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { isKnownDead, workerName } from './worker-name.ts';

describe('the name of a worker', () => {
  it('tells whether its process has ended', async () => {
    const child = spawn('sleep', ['60']);
    await once(child, 'spawn');
    const name = workerName(child.pid);
    assert.equal(isKnownDead(name), false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(isKnownDead(name), true);
  });

  it('is not taken over by a later process with the same id', () => {
    const name = workerName();
    assert.equal(isKnownDead(name), false);
    assert.equal(isKnownDead(name.replace(/\.\d+$/, '.1')), true);
  });

  it('says nothing about another machine, another boot, or a name of another kind', () => {
    const name = workerName(2 ** 22 + 1);
    assert.equal(isKnownDead(name), false, 'nothing is known of a process that was never seen');
    assert.equal(isKnownDead(`elsewhere 1 #00000000.1`), false);
    assert.equal(isKnownDead('a worker'), false);
  });
});
