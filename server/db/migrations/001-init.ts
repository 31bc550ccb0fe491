import type { Migration } from '../migrate.ts';
import type { DatabaseKind } from '../open-database.ts';

/** Everything the first release keeps. Column meanings stand in `schema.ts`. */
export const init: Migration = {
  name: '001-init',
  statements: (kind) => [
    `create table settings (key text primary key, value text not null)`,
    `create table counters (name text primary key, value bigint not null)`,

    `create table organisations (
      id text primary key, parent_id text references organisations (id), level text not null, name text not null,
      path ${byteOrdered(kind)} not null unique, nature text, place text, created_at text not null)`,
    `create index organisations_parent on organisations (parent_id)`,
    `create table groups (id text primary key, name text not null, kind text not null, created_at text not null)`,
    `create table group_schools (
      group_id text not null references groups (id), school_id text not null references organisations (id),
      from_date text not null, until_date text, primary key (group_id, school_id, from_date))`,
    `create table people (
      id text primary key, name text not null unique, display_name text not null, password_hash text,
      disabled_at text, created_at text not null)`,
    `create table memberships (
      id text primary key, person_id text not null references people (id),
      organisation_id text not null references organisations (id), role text not null,
      from_date text not null, until_date text)`,
    `create index memberships_person on memberships (person_id)`,
    `create index memberships_organisation on memberships (organisation_id, role)`,
    `create table sessions (
      token_hash text primary key, person_id text not null references people (id), created_at text not null,
      seen_at text not null, expires_at text not null, user_agent text, network text)`,
    `create index sessions_person on sessions (person_id)`,
    `create table sign_in_attempts (
      key text primary key, failures integer not null, last_at text not null, next_at text not null)`,
    `create table invitations (
      token_hash text primary key, purpose text not null, person_id text references people (id),
      created_at text not null, expires_at text not null, used_at text)`,

    `create table nodes (
      id text primary key, parent_id text references nodes (id), kind text not null, path ${byteOrdered(kind)} not null unique,
      name text not null, label text, sort bigint not null, stage text not null, subject text, edition text,
      grade text, volume text, unit text, topic text, source text not null, retired_at text)`,
    `create index nodes_parent on nodes (parent_id, sort)`,

    `create table originals (
      id text primary key, person_id text not null references people (id), sha256 text not null,
      bytes bigint not null, filename text not null, store_key text not null, created_at text not null,
      unique (person_id, sha256, bytes))`,
    `create table programmes (
      id text primary key, slug text not null unique, name text not null, name_en text not null,
      created_at text not null)`,
    `create table lessons (
      id text primary key, title text not null, kind text not null, node_id text references nodes (id),
      summary text not null, keywords text not null, licence text not null,
      programme_id text references programmes (id), year integer,
      teacher_id text not null references people (id), school_id text not null references organisations (id),
      state text not null, media_state text not null, media_progress double precision not null default 0,
      media_seconds_left double precision, media_reason text, media_version_id text,
      original_id text references originals (id), duplicate_of text, cover_upload text, return_note text, return_at double precision,
      address_epoch integer not null default 0, submitted_at text, published_at text,
      created_at text not null, updated_at text not null)`,
    `create index lessons_teacher on lessons (teacher_id, created_at)`,
    `create index lessons_state on lessons (state, published_at)`,
    `create index lessons_node on lessons (node_id)`,
    `create index lessons_school on lessons (school_id, state)`,
    `create index lessons_original on lessons (original_id)`,
    `create table uploads (
      id text primary key, person_id text not null references people (id), filename text not null,
      filetype text not null, lesson_id text, length bigint not null, "offset" bigint not null default 0,
      state text not null, original_id text, writer text, writer_beat integer not null default 0,
      writer_wanted text, created_at text not null, active_at text not null, expires_at text not null)`,
    `create index uploads_state on uploads (state, active_at)`,
    `create index uploads_person on uploads (person_id, state)`,
    `create table media_versions (
      id text primary key, lesson_id text not null references lessons (id),
      original_id text not null references originals (id), duration_seconds double precision not null,
      bytes bigint not null, manifest text not null, store_prefix text not null, created_at text not null)`,
    `create index media_versions_lesson on media_versions (lesson_id)`,
    `create table attachments (
      id text primary key, lesson_id text not null references lessons (id), kind text not null,
      filename text not null, media_type text not null, bytes bigint not null, sha256 text not null,
      store_key text not null, created_at text not null)`,
    `create index attachments_lesson on attachments (lesson_id)`,
    `create table covers (
      lesson_id text primary key references lessons (id), store_key text not null, source text not null,
      updated_at text not null)`,
    `create table captions (
      lesson_id text not null references lessons (id), language text not null, store_key text not null,
      updated_at text not null, primary key (lesson_id, language))`,
    `create table feed (sequence bigint primary key, lesson_id text not null, created_at text not null)`,

    `create table jobs (
      id text primary key, kind text not null, subject_id text not null, payload text not null, state text not null,
      group_id text, priority integer not null default 0, starts integer not null default 0,
      attempts integer not null default 0, progress double precision not null default 0, error text,
      run_at text not null, lease_owner text, lease_token text, lease_until text,
      created_at text not null, updated_at text not null)`,
    `create index jobs_claim on jobs (kind, state, run_at)`,
    `create index jobs_subject on jobs (subject_id, kind)`,

    `create table open_periods (
      id text primary key, name text not null, kind text not null, from_date text not null,
      until_date text not null, created_at text not null)`,

    `create table programme_targets (
      programme_id text not null references programmes (id), year integer not null, lessons integer not null,
      primary key (programme_id, year))`,
    `create table rubrics (
      id text primary key, slug text not null, version integer not null, body text not null,
      created_at text not null, unique (slug, version))`,
    `create table rounds (
      id text primary key, programme_id text not null references programmes (id), year integer not null,
      level text not null, organisation_id text not null references organisations (id), name text not null,
      rubric_id text not null references rubrics (id), awards integer not null, reviews_per_entry integer not null,
      opens_on text not null, entries_until text not null, reviews_until text not null, state text not null,
      closed_at text, created_by text not null references people (id), created_at text not null)`,
    `create table round_reviewers (
      round_id text not null references rounds (id), person_id text not null references people (id),
      primary key (round_id, person_id))`,
    `create table entries (
      id text primary key, round_id text not null references rounds (id),
      lesson_id text not null references lessons (id), number text not null,
      teacher_id text not null references people (id), school_id text not null references organisations (id),
      media_version_id text not null, score double precision, rank integer, withdrawn_at text,
      created_at text not null, unique (round_id, lesson_id), unique (round_id, number))`,
    `create index entries_media_version on entries (media_version_id)`,
    `create table assignments (
      id text primary key, entry_id text not null references entries (id),
      reviewer_id text not null references people (id), created_at text not null, unique (entry_id, reviewer_id))`,
    `create index assignments_reviewer on assignments (reviewer_id)`,
    `create table reviews (
      assignment_id text primary key references assignments (id), scores text not null, vetoes text not null,
      total double precision not null, comment text not null, remarks text not null, state text not null,
      updated_at text not null)`,
    `create table awards (
      id text primary key, lesson_id text not null references lessons (id), level text not null,
      year integer not null, programme_id text not null references programmes (id),
      round_id text references rounds (id), organisation_id text not null references organisations (id),
      created_at text not null, unique (lesson_id, level, year, programme_id))`,
    `create table level_totals (
      programme_id text not null references programmes (id), year integer not null, level text not null,
      total integer not null, primary key (programme_id, year, level))`,

    `create table audit_log (
      sequence ${kind === 'sqlite' ? 'integer primary key autoincrement' : 'bigint generated always as identity primary key'},
      at text not null, person_id text, action text not null, subject text not null, detail text not null,
      network text)`,
  ],
};

/** Paths are looked up by ranges of their bytes, whatever language the database sorts in. */
function byteOrdered(kind: DatabaseKind): string {
  return kind === 'postgres' ? 'text collate "C"' : 'text';
}
