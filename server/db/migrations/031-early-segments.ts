import type { Migration } from '../migrate.ts';

/** The segments of an early sight no longer follow one rule. What there is of one is made anew with its video. */
export const earlySegments: Migration = {
  name: '031-early-segments',
  statements: () => [
    'delete from early_sights',
    'alter table early_sights drop column first_segment_seconds',
    'alter table early_sights drop column segment_seconds',
    `alter table early_sights add column segment_lengths text not null default '[]'`,
  ],
};
