import assert from 'node:assert/strict';
import { it } from 'node:test';
import { z } from 'zod';
import { lockSetting, readSetting, writeSetting } from './settings.ts';
import { describeOnEachDatabase } from './test/each-database.ts';
import { untilSomebodyWaits } from './test/until-somebody-waits.ts';

describeOnEachDatabase('a setting that is read in order to write it', (fresh) => {
  for (const [what, initial] of [
    ['for the first time', undefined],
    ['again', 5],
  ] as const) {
    it(`is written by two at once one after the other, ${what}`, async () => {
      const database = await fresh();
      if (initial !== undefined) await writeSetting(database.db, 'count', initial);
      const read = Promise.withResolvers<void>();
      const go = Promise.withResolvers<void>();
      const first = database.transaction(async (trx) => {
        const count = await lockSetting(trx, 'count', z.int(), 0);
        read.resolve();
        await go.promise;
        await writeSetting(trx, 'count', count + 1);
      });
      await read.promise;
      const second = database.transaction(async (trx) => {
        await writeSetting(trx, 'count', (await lockSetting(trx, 'count', z.int(), 0)) + 1);
      });
      await untilSomebodyWaits(database, second);
      go.resolve();
      await Promise.all([first, second]);
      assert.equal(await readSetting(database.db, 'count', z.int()), (initial ?? 0) + 2);
    });
  }
});
