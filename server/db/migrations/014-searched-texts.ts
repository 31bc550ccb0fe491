import type { Migration } from '../migrate.ts';

/**
 * What attachments and captions say, for the search. Those that were there before get theirs by jobs: a queue on
 * PostgreSQL makes at its start the deliveries that rows lack.
 */
export const searchedTexts: Migration = {
  name: '014-searched-texts',
  statements: () => [
    `create table attachment_texts (
      attachment_id text primary key references attachments (id) on delete cascade, text text not null,
      read_at text not null)`,
    `create table caption_texts (
      lesson_id text not null, language text not null, cues text not null, read_at text not null,
      primary key (lesson_id, language),
      foreign key (lesson_id, language) references captions (lesson_id, language) on delete cascade)`,
    `insert into jobs (id, kind, subject_id, payload, state, group_id, run_at, created_at, updated_at)
      select 'text-' || attachments.id, 'text', attachments.id, '{"attachmentId":"' || attachments.id || '"}',
        'queued', lessons.teacher_id, attachments.created_at, attachments.created_at, attachments.created_at
      from attachments join lessons on lessons.id = attachments.lesson_id
      where attachments.state = 'ready' and attachments.media_type in ('application/pdf', 'application/msword',
        'application/vnd.ms-powerpoint', 'text/plain',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'application/vnd.openxmlformats-officedocument.presentationml.presentation',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')`,
    `insert into jobs (id, kind, subject_id, payload, state, group_id, run_at, created_at, updated_at)
      select 'text-' || captions.lesson_id || '-' || captions.language, 'text', captions.lesson_id,
        '{"lessonId":"' || captions.lesson_id || '","language":"' || captions.language || '"}',
        'queued', lessons.teacher_id, captions.updated_at, captions.updated_at, captions.updated_at
      from captions join lessons on lessons.id = captions.lesson_id`,
  ],
};
