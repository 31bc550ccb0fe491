import type { Migration } from '../migrate.ts';
import type { DatabaseKind } from '../open-database.ts';

/**
 * Workers with their last sign of life; and an audit log that the database itself only lets grow:
 * changing or deleting a row is refused whoever asks, a mistaken statement of ours too.
 */
export const workersAndAudit: Migration = {
  name: '006-workers-and-audit',
  statements: (kind) => [
    `create table workers (
      name text primary key, host text not null, version text not null, sandbox text not null, ffmpeg text,
      problem text, started_at text not null, beat_at text not null)`,
    // What a worker said of itself stands in its own row from now on.
    `delete from settings where key = 'worker-status'`,

    `create index audit_log_subject on audit_log (subject)`,
    `create index audit_log_person on audit_log (person_id)`,
    ...appendOnly(kind),
  ],
};

const refusal = 'the audit log is append-only';

function appendOnly(kind: DatabaseKind): string[] {
  if (kind === 'sqlite') {
    return [
      ...['update', 'delete'].map(
        (change) => `create trigger audit_log_no_${change} before ${change} on audit_log
          begin select raise(abort, '${refusal}'); end`,
      ),
      // "insert or replace" deletes without asking the trigger above.
      `create trigger audit_log_no_replace before insert on audit_log
        when exists (select 1 from audit_log where sequence = new.sequence)
        begin select raise(abort, '${refusal}'); end`,
    ];
  }
  return [
    `create function refuse_audit_change() returns trigger language plpgsql as $$
      begin raise exception '${refusal}'; end $$`,
    `create trigger audit_log_append_only before update or delete or truncate on audit_log
      for each statement execute function refuse_audit_change()`,
  ];
}
