import type { backups as zh } from '../zh/backups.ts';

export const backups: Record<keyof typeof zh, string> = {
  title: 'Backups',
  lastAt: 'Last one',
  size: 'Size',
  sizeValue: '{bytes}, {files} videos and attachments; {copied} of it copied anew',
  place: 'Place',
  placeMediaStore: 'media store',
  whole: 'Whole',
  wholeYes: 'yes',
  wholeNo: '{count} damaged files are not in it; run npm run verify',
  automatic: 'By itself',
  automaticOff:
    'Off. With BACKUP_DIR, a folder on another disk, one is made every hour after the next start; BACKUP_AT=02:30 sets the time (BACKUP_AT=off: never by itself).',
  automaticHourly: 'every hour',
  automaticAt: 'every day at {times}',
  running: 'A backup is being made …',
  failed: 'The backup of {at} failed: {error}',
  interrupted: 'the program was interrupted',
  sameDisk:
    'Backups lie on the disk of the data: when it breaks both are lost. Set BACKUP_DIR to another disk.',
};
