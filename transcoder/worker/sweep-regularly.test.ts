import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { pino } from 'pino';
import { systemClock } from '../../server/clock.ts';
import { describeOnEachDatabase } from '../../server/db/test/each-database.ts';
import { eventually } from '../../server/jobs/test/eventually.ts';
import { openLocalMediaStore } from '../../server/media-store/local-media-store.ts';
import { sweepRegularly } from './sweep-regularly.ts';

describeOnEachDatabase('a worker', (fresh) => {
  it('sweeps soon after its start, and ends at once when told', async (t) => {
    const database = await fresh();
    const folder = await mkdtemp(join(tmpdir(), 'qianke-sweep-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const parts = { database, clock: systemClock, mediaStore: await openLocalMediaStore(folder) };
    const said: string[] = [];
    const log = pino({}, { write: (line: string) => void said.push(line) });
    const stop = new AbortController();
    t.after(() => stop.abort());
    const sweeping = sweepRegularly(parts, log, stop.signal, { first: 1, every: 3600_000 });
    await eventually(async () => said.join('').includes('removed what no lesson uses any more'));
    stop.abort();
    await sweeping;
  });
});
