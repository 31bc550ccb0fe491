import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { pino } from 'pino';
import { describeOnEachDatabase } from '../../server/db/test/each-database.ts';
import { eventually } from '../../server/jobs/test/eventually.ts';
import { openLocalMediaStore } from '../../server/media-store/local-media-store.ts';
import { createTestClock } from '../../server/test/test-clock.ts';
import { sweepRegularly } from './sweep-regularly.ts';

describeOnEachDatabase('a worker', (fresh) => {
  it('sweeps soon after its start, says what it removed and nothing else, and ends at once when told', async (t) => {
    const database = await fresh();
    const folder = await mkdtemp(join(tmpdir(), 'qianke-sweep-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const mediaStore = await openLocalMediaStore(folder);
    let looks = 0;
    const watched = {
      ...mediaStore,
      list: async (prefix: string) => {
        if (prefix === 'media') looks += 1;
        return mediaStore.list(prefix);
      },
    };
    const clock = createTestClock(new Date(Date.now() + 2 * 24 * 3600 * 1000).toISOString());
    const said: string[] = [];
    const log = pino({}, { write: (line: string) => void said.push(line) });
    const stop = new AbortController();
    t.after(() => stop.abort());
    const parts = { database, clock, mediaStore: watched };
    const sweeping = sweepRegularly(parts, log, stop.signal, { first: 1, every: 20 });
    await eventually(() => looks > 2);
    assert.deepEqual(said, []);
    const file = join(await mediaStore.makeWorkFolder('test'), 'file');
    await writeFile(file, 'of nobody');
    await mediaStore.putFile('attachments/no/nobody', file);
    await eventually(() => said.length > 0);
    const before = looks;
    await eventually(() => looks > before + 2);
    stop.abort();
    await sweeping;
    assert.equal(said.length, 1);
    assert.match(said.join(''), /"versions":0,"files":1,.*removed what no lesson uses any more/);
  });
});
