import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Db } from './open-database.ts';
import { sweepRows } from './sweep-rows.ts';
import { describeOnEachDatabase } from './test/each-database.ts';

const now = new Date('2026-11-22T08:00:00.000Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3600 * 1000).toISOString();

describeOnEachDatabase('sweeping rows', (fresh) => {
  async function idsIn(db: Db, table: 'jobs' | 'uploads'): Promise<string[]> {
    const rows = await db.selectFrom(table).select('id').orderBy('id').execute();
    return rows.map((row) => row.id);
  }

  it('deletes what is over and nothing else', async () => {
    const { db } = await fresh();
    const created_at = daysAgo(100);
    await db.insertInto('people').values({ id: 'li', name: 'li', display_name: '', created_at }).execute();
    for (const [key, last_at] of [
      ['old', daysAgo(1.1)],
      ['new', daysAgo(0.9)],
    ] as const) {
      await db
        .insertInto('sign_in_attempts')
        .values({ key, failures: 1, last_at, next_at: last_at })
        .execute();
    }
    for (const [key, used_until] of [
      ['whole-again', now.getTime() - 1],
      ['used', now.getTime() + 1000],
    ] as const) {
      await db.insertInto('request_limits').values({ key, used_until }).execute();
    }
    for (const [token_hash, expires_at] of [
      ['over', daysAgo(0.1)],
      ['open', daysAgo(-0.1)],
    ] as const) {
      const session = { token_hash, person_id: 'li', created_at, seen_at: created_at, expires_at };
      await db.insertInto('sessions').values(session).execute();
    }
    for (const [token_hash, expires_at, used_at] of [
      ['used', daysAgo(-5), daysAgo(2)],
      ['over', daysAgo(2), null],
      ['just-used', daysAgo(-5), daysAgo(0.5)],
      ['open', daysAgo(-5), null],
    ] as const) {
      const invitation = { token_hash, purpose: 'password', created_at, expires_at, used_at };
      await db.insertInto('invitations').values(invitation).execute();
    }
    for (const [id, state, updated_at] of [
      ['done', 'done', daysAgo(31)],
      ['done-lately', 'done', daysAgo(29)],
      ['failed', 'failed', daysAgo(31)],
      ['queued', 'queued', daysAgo(31)],
    ] as const) {
      const job = { kind: 'cover', subject_id: '', payload: '{}', run_at: created_at, created_at };
      await db
        .insertInto('jobs')
        .values({ ...job, id, state, updated_at })
        .execute();
    }
    for (const [id, state, active_at] of [
      ['ended', 'ended', daysAgo(31)],
      ['finished', 'finished', daysAgo(31)],
      ['finished-lately', 'finished', daysAgo(29)],
      ['open', 'open', daysAgo(31)],
    ] as const) {
      const file = { person_id: 'li', filename: '', filetype: '', length: 1, expires_at: created_at };
      await db
        .insertInto('uploads')
        .values({ ...file, id, state, created_at, active_at })
        .execute();
    }

    const swept = { signInAttempts: 1, sessions: 1, invitations: 2, jobs: 1, uploads: 2, requestLimits: 1 };
    assert.deepEqual(await sweepRows(db, now), swept);
    assert.deepEqual(await idsIn(db, 'jobs'), ['done-lately', 'failed', 'queued']);
    assert.deepEqual(await idsIn(db, 'uploads'), ['finished-lately', 'open']);
    const nothing = { signInAttempts: 0, sessions: 0, invitations: 0, jobs: 0, uploads: 0, requestLimits: 0 };
    assert.deepEqual(await sweepRows(db, now), nothing);
  });
});
