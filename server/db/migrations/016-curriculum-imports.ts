import type { Migration } from '../migrate.ts';

/** Files of a curriculum between the dry run that somebody reads and their word that it is to be done. */
export const curriculumImports: Migration = {
  name: '016-curriculum-imports',
  statements: () => [
    `create table curriculum_imports (
      id text primary key, person_id text not null references people (id), created_at text not null,
      name text not null, scope text not null, content text, digest text not null,
      report text, problems text not null, applied_at text)`,
    `create index curriculum_imports_created on curriculum_imports (created_at)`,
  ],
};
