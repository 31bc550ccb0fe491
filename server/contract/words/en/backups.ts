import type { backups as zh } from '../zh/backups.ts';

export const backups: Record<keyof typeof zh, string> = {
  title: 'Backups',
  lastAt: 'Last one',
  size: 'Size',
  sizeValue: '{bytes}, {files} files; {copied} of them copied anew',
  place: 'Place',
  placeMediaStore: 'media store',
  whole: 'Whole',
  wholeYes: 'yes',
  wholeNo: '{count} damaged files are not in it; run npm run verify',
  automatic: 'By itself',
  automaticOff: 'Off. Set BACKUP_DIR (a folder on another disk) and BACKUP_AT=02:30, and start again.',
  automaticHourly: 'every hour',
  automaticAt: 'every day at {times}',
  running: 'A backup is being made …',
  noneYet:
    'There is no backup at all. Run npm run backup -- --to FOLDER on the server, best on another disk.',
  failed: 'The backup of {at} failed: {error}',
  interrupted: 'the program was interrupted',
  sameDisk:
    'Backups lie on the disk of the data: when it breaks both are lost. Set BACKUP_DIR to another disk.',
};
