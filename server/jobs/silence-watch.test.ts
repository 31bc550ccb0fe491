import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSilenceWatch } from './silence-watch.ts';

describe('createSilenceWatch', () => {
  const mark = { id: 'a', token: 't', until: '1' };

  it('calls a holder silent whose lease stood still for its whole length', () => {
    let now = 0;
    const watch = createSilenceWatch(60, () => now);
    assert.deepEqual(watch.findSilent('transcode', [mark]), []);
    now = 59_000;
    assert.deepEqual(watch.findSilent('transcode', [mark]), []);
    now = 60_000;
    assert.deepEqual(watch.findSilent('transcode', [mark]), [mark]);
  });

  it('begins anew with every heartbeat and every holder', () => {
    let now = 0;
    const watch = createSilenceWatch(60, () => now);
    for (const change of [{}, { until: '2' }, { until: '2', token: 'u' }]) {
      assert.deepEqual(watch.findSilent('transcode', [{ ...mark, ...change }]), []);
      now += 59_000;
    }
  });

  it('watches each kind by itself', () => {
    let now = 0;
    const watch = createSilenceWatch(60, () => now);
    watch.findSilent('transcode', [mark]);
    now = 60_000;
    assert.deepEqual(watch.findSilent('cover', []), []);
    assert.deepEqual(watch.findSilent('transcode', [mark]), [mark]);
  });
});
