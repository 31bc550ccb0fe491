import type { Migration } from '../migrate.ts';

/** What its teacher can watch of a lesson while the rest is being encoded: files that go when that has ended. */
export const earlySights: Migration = {
  name: '022-early-sights',
  statements: () => [
    `create table early_sights (
      id text primary key, lesson_id text not null unique references lessons (id), original_id text not null,
      lesson_seconds double precision not null,
      first_segment_seconds double precision not null, segment_seconds double precision not null,
      opening_segments integer not null, segments integer not null, created_at text not null)`,
  ],
};
