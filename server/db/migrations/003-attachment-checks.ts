import type { Migration } from '../migrate.ts';

/**
 * Attachments are looked into before anybody gets them. Those that were there before are, too: a queue on
 * PostgreSQL makes at its start the deliveries that rows lack.
 */
export const attachmentChecks: Migration = {
  name: '003-attachment-checks',
  statements: () => [
    `alter table attachments add column state text not null default 'checking'`,
    `alter table attachments add column reason text`,
    `insert into jobs (id, kind, subject_id, payload, state, group_id, run_at, created_at, updated_at)
      select attachments.id, 'attachment', attachments.id, '{"attachmentId":"' || attachments.id || '"}', 'queued',
        lessons.teacher_id, attachments.created_at, attachments.created_at, attachments.created_at
      from attachments join lessons on lessons.id = attachments.lesson_id`,
  ],
};
