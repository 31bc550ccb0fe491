import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { longestPause, openDatabase } from './open-database.ts';
import { startPostgres } from './test/each-database.ts';

describe('a connection to PostgreSQL', () => {
  const server = startPostgres();
  before(() => server.start());
  after(() => server.stop());

  async function open(t: TestContext) {
    const database = openDatabase(await server.newDatabase());
    t.after(() => database.close());
    return database;
  }

  it('that is cut under a transaction fails this one, and nothing else', async (t) => {
    const database = await open(t);
    const cut = database.transaction(async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      await Promise.all([
        sql`select pg_sleep(60)`.execute(trx),
        sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database.db),
      ]);
    });
    await assert.rejects(cut);
    const { rows } = await sql<{ one: number }>`select 1 as one`.execute(database.db);
    assert.deepEqual(rows, [{ one: 1 }]);
  });

  it('is not kept by a process that was frozen in a transaction', async (t) => {
    const database = await open(t);
    const { rows } = await sql<{ ms: number }>`
      select setting::int as ms from pg_settings where name = 'idle_in_transaction_session_timeout'`.execute(
      database.db,
    );
    assert.deepEqual(rows, [{ ms: longestPause }]);
  });
});
