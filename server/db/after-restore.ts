import type { Trx } from './open-database.ts';

/**
 * Makes rows that were copied from a running library those of one that begins: nobody is signed in, no
 * work is under way, and an upload whose bytes were not kept (`partsKept`) has ended. Only columns of the first schema
 * are named: the rows may be those of any version.
 */
export async function settleRestoredRows(trx: Trx, { partsKept }: { partsKept: boolean }): Promise<void> {
  await trx.deleteFrom('sessions').execute();
  await trx.deleteFrom('sign_in_attempts').execute();
  await trx
    .updateTable('jobs')
    .set({ state: 'queued', progress: 0, lease_owner: null, lease_token: null, lease_until: null })
    .where('state', '=', 'running')
    .execute();
  await trx
    .updateTable('lessons')
    .set({ media_state: 'queued', media_progress: 0, media_seconds_left: null })
    .where('media_state', '=', 'processing')
    .execute();
  await trx.updateTable('uploads').set({ writer: null, writer_wanted: null }).execute();
  if (partsKept) return;
  await trx
    .updateTable('uploads')
    .set({ state: 'ended' })
    .where('state', '=', 'open')
    .whereRef('offset', '<', 'length')
    .execute();
}

/**
 * What ran when the rows were copied does not run here: the one backup that was under way is the one that they
 * come from, workers make themselves known, and files of early sights are in no backup. Of a `copy` there is no backup
 * yet, whatever there is of its original. Of tables that the first schema did not have.
 */
export async function forgetWhatRan(trx: Trx, { copy }: { copy: boolean }): Promise<void> {
  const backups = trx.deleteFrom('backups');
  await (copy ? backups : backups.where('state', '=', 'running')).execute();
  await trx.deleteFrom('workers').execute();
  await trx.deleteFrom('early_sights').execute();
}
