import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { storageLock } from './tab-lock.ts';

const times = { renew: 20, stale: 400, poll: 20 };

function browser() {
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  return { items, storage };
}

/** A tab that works until it is told to stop. */
function openTab(storage: ReturnType<typeof browser>['storage']) {
  const events = new EventTarget();
  const closed = new AbortController();
  const working = Promise.withResolvers<AbortSignal>();
  const waiting = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const done = storageLock(storage, events, times)(
    'file',
    (signal) => {
      working.resolve(signal);
      return finish.promise;
    },
    { signal: closed.signal, onWaiting: waiting.resolve },
  );
  return { events, closed, working: working.promise, waiting: waiting.promise, finish: finish.resolve, done };
}

describe('a lease in the browser’s storage', () => {
  it('lets one tab work, and the next when it is done', async () => {
    const { items, storage } = browser();
    const first = openTab(storage);
    await first.working;
    const second = openTab(storage);
    await second.waiting;
    first.finish();
    await first.done;
    await second.working;
    second.finish();
    await second.done;
    assert.equal(items.size, 0);
  });

  it('is given back by a tab that is closed, and runs out for one that was killed', async () => {
    const { items, storage } = browser();
    const closed = openTab(storage);
    await closed.working;
    const second = openTab(storage);
    await second.waiting;
    closed.events.dispatchEvent(new Event('pagehide'));
    // Its timers end with it.
    closed.finish();
    await second.working;
    second.finish();
    await second.done;
    items.set('file:tab', `killed ${Date.now()}`);
    const third = openTab(storage);
    await third.waiting;
    await third.working;
    third.finish();
    await third.done;
  });

  it('ends the turn of a tab that slept while another one took over', async () => {
    const { items, storage } = browser();
    const slept = openTab(storage);
    const signal = await slept.working;
    items.set('file:tab', `another ${Date.now()}`);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    slept.finish();
    await slept.waiting;
    slept.closed.abort();
    await slept.done;
  });
});
