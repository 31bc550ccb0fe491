import { newId } from '../db/new-id.ts';
import { insertOpenPeriod } from '../db/open-periods.ts';
import type { TestServer } from './start-server.ts';

/** A calendar whose only period is long over. */
export async function closeLibrary({ context }: Pick<TestServer, 'context'>): Promise<void> {
  const { db } = context.database;
  await db.deleteFrom('open_periods').execute();
  await insertOpenPeriod(db, {
    id: newId(),
    name: '暑假',
    kind: 'summer',
    from_date: '2020-07-01',
    until_date: '2020-08-31',
    created_at: '2020-01-01T00:00:00.000Z',
  });
}
