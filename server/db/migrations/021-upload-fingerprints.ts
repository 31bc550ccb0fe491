import type { Migration } from '../migrate.ts';

/** Tells on another device, or by another button, that a file is the one whose upload was begun. */
export const uploadFingerprints: Migration = {
  name: '021-upload-fingerprints',
  statements: () => ['alter table uploads add column fingerprint text'],
};
