import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MediaStoreUnavailableError } from '../../server/media-store/media-store.ts';
import { storePatiently } from './store-patiently.ts';

const away = new MediaStoreUnavailableError('unreachable', 'the media store is away');

/** A store that fails so many times. */
function failing(times: number, error: Error = away) {
  let left = times;
  return async () => {
    if (left-- > 0) throw error;
  };
}

describe('storing what took long to make', () => {
  const work = (signal = new AbortController().signal) => {
    const missed: unknown[] = [];
    return { signal, missed: (error: unknown) => void missed.push(error), said: missed };
  };
  const quick = { first: 1, most: 2, all: 60_000 };

  it('is tried until the store is back, and each time somebody is told', async () => {
    const about = work();
    await storePatiently(about, failing(4), quick);
    assert.deepEqual(about.said, [away, away, away, away]);
  });

  it('gives up when the store stays away, and at once for anything else', async () => {
    await assert.rejects(
      storePatiently(work(), failing(Number.POSITIVE_INFINITY), { ...quick, all: 0 }),
      away,
    );
    const defect = new Error('a defect');
    await assert.rejects(storePatiently(work(), failing(1, defect), quick), defect);
  });

  it('ends with the work', async () => {
    const stop = new AbortController();
    const running = storePatiently(work(stop.signal), failing(Number.POSITIVE_INFINITY), {
      ...{ first: 3600_000, most: 3600_000, all: Number.POSITIVE_INFINITY },
    });
    stop.abort();
    await assert.rejects(running, { name: 'AbortError' });
  });
});
