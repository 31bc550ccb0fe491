import type { verify as zh } from '../zh/verify.ts';

export const verify: Record<keyof typeof zh, string> = {
  remedy: 'What to do: {what}',
  begun: 'Checking {folder} …',
  begunQuick: 'Checking {folder} quickly (contents of files are not compared) …',
  progress: '{done} of {all} checked, {bytes} …',
  sound: 'All is well: {files} files, {bytes}; database, jobs and index agree; {seconds} s.',
  soundButIndex:
    'No problem found: {files} files, {bytes}; database and jobs agree, of the index see above; {seconds} s.',
  unsound: '{count} problems ({files} files, {bytes} checked in {seconds} s).',
  more: '… and {count} more of this kind; --json shows all',
  failed: 'The check did not come to its end',
  'database-damaged': 'The database file is damaged: {subject}',
  'database-damaged.do':
    'Stop the program, move the database file out of DATA_DIR, and restore the newest backup: npm run restore -- --from FOLDER --keep-media',
  'reference-broken': 'A row of the database refers to one that is not there: {subject}',
  'reference-broken.do': 'Report the row to the developers; after a restore, take an older backup',
  'pointer-dangling': 'A pointer leads nowhere: {subject} → {detail}',
  'pointer-dangling.do':
    'Process the lesson’s video again on its page; without the original, restore a backup',
  'feed-uneven': 'The numbered changes and their counter differ: {detail}',
  'feed-uneven.do': 'Stop the program, run npm run reindex, start it again',
  'file-missing': 'A file is missing: {subject}',
  'file-missing.do':
    'Copy it from files/{subject} of the backup to DATA_DIR/media/{subject}; without a backup, originals and attachments have to be uploaded again, segments be made again on the lesson’s page',
  'file-size': 'A file has another size: {subject} ({detail})',
  'file-size.do': 'Remove it and copy files/{subject} from the backup; look at the disk (dmesg, smartctl)',
  'file-hash': 'A file is not as it came: {subject}',
  'file-hash.do': 'Remove it and copy files/{subject} from the backup; look at the disk (dmesg, smartctl)',
  'version-unreadable': 'The manifest of a media version cannot be read: {subject} ({detail})',
  'version-unreadable.do':
    'Copy the whole of files/{subject} from the backup; without one, process the lesson again on its page',
  'version-differs':
    'The manifest of a media version says another thing than the database: {subject} ({detail})',
  'version-differs.do':
    'Copy the whole of files/{subject} from the backup; without one, process the lesson again on its page',
  'version-surplus': 'A media version has a file too many: {subject}',
  'version-surplus.do': 'Playing is not affected. Remove it once you know that it is not yours',
  'orphan-file': 'No row needs this file: {subject}',
  'orphan-file.do':
    'The program sweeps every hour; if it is still there after two days, make sure that database and media belong together, then remove it',
  'orphan-version': 'No row needs this media version: {subject}',
  'orphan-version.do':
    'The program sweeps every hour; if it is still there after two days, make sure that database and media belong together, then remove it',
  'upload-lost': 'An upload has fewer bytes than were acknowledged: {subject} ({detail})',
  'upload-lost.do': 'The teacher is told to begin again; look at the disk (dmesg, smartctl)',
  'ready-without-video': 'A lesson is said to play and has no video: {subject}',
  'ready-without-video.do': 'Process it again on its page',
  'job-missing': 'Something waits, and no job is there: {subject} ({detail})',
  'job-missing.do':
    'A video: press “Try again” on the lesson’s page; a cover or an attachment: upload it again',
  'job-undelivered': 'A job will not be delivered: {subject}',
  'job-undelivered.do': 'Restart the program: it puts it right',
  'index-missing': 'A published lesson is not in the index: {subject}',
  'index-missing.do': 'Run npm run reindex',
  'index-surplus': 'The index holds a lesson that it should not: {subject}',
  'index-surplus.do': 'Run npm run reindex',
  'index-stale': 'The index holds a lesson as it was before: {subject}',
  'index-stale.do': 'Run npm run reindex',
  'index-ahead': 'The index is ahead of the database: {subject}',
  'index-ahead.do': 'Run npm run reindex; after a restore this is usual',
  'index-behind': 'The index {subject} is {detail} changes behind; it follows while the program runs',
  'index-none': 'The index {subject} is not there yet; it is built when the program starts',
  'index-unreachable': 'The search engine {subject} does not answer and was not checked: {detail}',
};
