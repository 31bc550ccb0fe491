import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sql } from 'kysely';
import { migrate, NewerDatabaseError } from './migrate.ts';
import { isDuplicateKey } from './open-database.ts';
import { describeOnEachDatabase } from './test/each-database.ts';

describeOnEachDatabase('migrate', (fresh) => {
  it('does nothing the second time', async () => {
    const database = await fresh();
    assert.deepEqual(await migrate(database), { applied: [] });
  });

  it('refuses a database of a newer version', async () => {
    const database = await fresh();
    await sql`insert into migrations values ('999-future', '2099-01-01')`.execute(database.db);
    await assert.rejects(migrate(database), NewerDatabaseError);
  });

  it('tells a duplicate key from other failures', async () => {
    const { db } = await fresh();
    const setting = { key: 'name', value: '"a"' };
    await db.insertInto('settings').values(setting).execute();
    await assert.rejects(db.insertInto('settings').values(setting).execute(), isDuplicateKey);
    await assert.rejects(sql`select * from nowhere`.execute(db), (error) => !isDuplicateKey(error));
  });

  it('runs ten read-modify-write transactions one after another', async () => {
    const database = await fresh();
    await database.db.insertInto('counters').values({ name: 'n', value: 0 }).execute();
    const increment = () =>
      database.transaction((trx) =>
        trx
          .updateTable('counters')
          .set((eb) => ({ value: eb('value', '+', 1) }))
          .where('name', '=', 'n')
          .execute(),
      );
    await Promise.all(Array.from({ length: 10 }, increment));
    const row = await database.db.selectFrom('counters').select('value').executeTakeFirstOrThrow();
    assert.equal(row.value, 10);
  });
});
