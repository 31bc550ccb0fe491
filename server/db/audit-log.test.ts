import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sql } from 'kysely';
import { appendAudit, listAudit } from './audit-log.ts';
import type { Database } from './open-database.ts';
import { describeOnEachDatabase } from './test/each-database.ts';

const at = '2026-11-23T02:00:00.000Z';

async function withRow(database: Database): Promise<Database> {
  const row = { at, personId: null, action: 'settings.change', subject: 'library' } as const;
  await appendAudit(database.db, { ...row, detail: { name: '100%_千课' } });
  return database;
}

describeOnEachDatabase('the audit log', (fresh, kind) => {
  const changes = {
    update: sql`update audit_log set detail = '{}'`,
    delete: sql`delete from audit_log`,
    ...(kind === 'sqlite'
      ? {
          replace: sql`insert or replace into audit_log (sequence, at, action, subject, detail)
            values (1, ${at}, 'nothing', '', '{}')`,
        }
      : { truncate: sql`truncate audit_log` }),
  };
  for (const [name, change] of Object.entries(changes)) {
    it(`is not changed by ${name}, whoever asks the database`, async () => {
      const { db } = await withRow(await fresh());
      const before = await listAudit(db, { limit: 10 });
      assert.equal(before.length, 1);
      await assert.rejects(change.execute(db), /the audit log is append-only/);
      assert.deepEqual(await listAudit(db, { limit: 10 }), before);
    });
  }

  it('finds text as it stands, in any case, and not as a pattern', async () => {
    const { db } = await withRow(await fresh());
    await appendAudit(db, { at, personId: null, action: 'settings.change', subject: 'Library' });
    const found = async (text: string) => (await listAudit(db, { text, limit: 10 })).length;
    assert.equal(await found('100%_'), 1);
    assert.equal(await found('NAME'), 1);
    assert.equal(await found('1%千'), 0);
  });
});
