import type { Db } from './open-database.ts';

const day = 24 * 3600 * 1000;

/** Rows that were deleted, by what they were. */
export interface SweptRows {
  signInAttempts: number;
  sessions: number;
  invitations: number;
  jobs: number;
  uploads: number;
  requestLimits: number;
}

/** Deletes what only piles up: what is over and nobody asks for any more. */
export async function sweepRows(db: Db, now: Date): Promise<SweptRows> {
  const before = (days: number) => new Date(now.getTime() - days * day).toISOString();
  return {
    signInAttempts: await deleteSignInAttempts(db, before(1)),
    sessions: await deleteExpiredSessions(db, before(0)),
    invitations: await deleteClosedInvitations(db, before(1)),
    jobs: await deleteDoneJobs(db, before(30)),
    uploads: await deleteEndedUploads(db, before(30)),
    requestLimits: await deleteUnusedRequestLimits(db, now.getTime()),
  };
}

async function deleteSignInAttempts(db: Db, lastBefore: string): Promise<number> {
  const result = await db.deleteFrom('sign_in_attempts').where('last_at', '<', lastBefore).executeTakeFirst();
  return Number(result.numDeletedRows);
}

async function deleteExpiredSessions(db: Db, now: string): Promise<number> {
  const result = await db.deleteFrom('sessions').where('expires_at', '<', now).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Used, or over without being used. */
async function deleteClosedInvitations(db: Db, closedBefore: string): Promise<number> {
  const result = await db
    .deleteFrom('invitations')
    .where((where) => where.or([where('used_at', '<', closedBefore), where('expires_at', '<', closedBefore)]))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Failed ones stay: the operator decides about them. */
async function deleteDoneJobs(db: Db, doneBefore: string): Promise<number> {
  const result = await db
    .deleteFrom('jobs')
    .where('state', '=', 'done')
    .where('updated_at', '<', doneBefore)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Finished or given up. Until then a file that no lesson has kept can still be given to one. */
async function deleteEndedUploads(db: Db, activeBefore: string): Promise<number> {
  const result = await db
    .deleteFrom('uploads')
    .where('state', 'in', ['finished', 'ended'])
    .where('active_at', '<', activeBefore)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Those who have their whole share again. */
async function deleteUnusedRequestLimits(db: Db, now: number): Promise<number> {
  const result = await db.deleteFrom('request_limits').where('used_until', '<', now).executeTakeFirst();
  return Number(result.numDeletedRows);
}
