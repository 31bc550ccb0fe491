import type { Migration } from '../migrate.ts';

/** Captions that a program made, which its teacher has not looked at; and where it could not make them. */
export const automaticCaptions: Migration = {
  name: '023-automatic-captions',
  statements: () => [
    'alter table captions add column automatic integer not null default 0',
    'alter table lessons add column captions_failed integer not null default 0',
  ],
};
