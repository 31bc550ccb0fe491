import type { systemProblems as problemsZh, systemReasons as reasonsZh, system as zh } from '../zh/system.ts';

export const system: Record<keyof typeof zh, string> = {
  title: 'System',
  refresh: 'Refresh',
  fresh: 'As of {time}; refreshed every 10 seconds',
  stale: 'The server does not answer at the moment; this is how it was at {time}',
  problemsTitle: 'To be seen to',
  allWell: 'All is well',
  diskTitle: 'Disk',
  'disk.data': 'Data',
  'disk.media': 'Videos and attachments',
  'disk.data+media': 'Data, videos and attachments',
  diskFree: '{free} free of {total}',
  storeTitle: 'Media store',
  storeFine: 'Fine',
  storeAway: 'Cannot be used',
  storeWorkRoom:
    'Videos and attachments are kept there; the disk below holds only work in progress and unfinished uploads.',
  diskReserved: '{bytes} of it reserved for {count} uploads under way',
  'diskLevel.fine': 'Enough',
  'diskLevel.low': 'Getting low',
  'diskLevel.full': 'Full',
  queueTitle: 'Jobs',
  queueCaption: 'Jobs by kind',
  queueKind: 'Kind',
  queueWaiting: 'Waiting',
  queueRunning: 'Running',
  queueFailed: 'Failed',
  queueOldest: 'Waiting longest',
  runningWorker: 'by {worker}',
  heldUpTitle: 'Held up',
  heldUpHint: 'They go on by themselves once they can; “Try again” tries at once.',
  failedTitle: 'Failed jobs',
  failedNone: 'No failed jobs',
  failedMore: '{count} in all; the newest {shown} are shown.',
  jobWhat: 'Job',
  jobWhy: 'Why',
  jobWhen: 'When',
  jobAction: 'Action',
  jobGone: 'The lesson is deleted',
  retry: 'Try again',
  retryOf: 'Try “{title}” again',
  retried: '“{title}” is in the queue again',
  detail: 'What the program said',
  'kind.opening': 'Beginning of a video',
  'kind.transcode': 'Video',
  'kind.cover': 'Cover',
  'kind.attachment': 'Attachment',
  'kind.text': 'Text',
  'kind.captions': 'Automatic captions',
  workersTitle: 'Workers',
  workersCaption: 'The processes that make videos and covers and check attachments',
  workersNone: 'No workers',
  workerName: 'Worker',
  workerState: 'State',
  workerAlive: 'Well',
  workerGone: 'Gone',
  workerUnable: 'Cannot work',
  workerVersions: 'Versions',
  workerLimits: 'Limits',
  workerTakes: '{cores} cores, {memory} a program, nice {nice}, {count} videos at a time',
  workerSince: 'Started',
  workerBeat: 'Last heard of',
  searchTitle: 'Search',
  searchCaption: 'State of the search engines',
  searchEngine: 'Engine',
  searchEmbedded: 'Embedded',
  searchInUse: 'in use',
  searchDocuments: 'Lessons',
  searchBehind: 'Progress',
  searchCurrent: 'Up to date ({position})',
  searchLag: '{count} changes behind ({position})',
  searchState: 'State',
  searchFine: 'Well',
  versionsTitle: 'Versions',
  versionQianke: 'Qianke',
  versionNode: 'Node.js',
  versionDatabase: 'Database',
  versionFfmpeg: 'ffmpeg',
  versionSandbox: 'Sandbox',
  sandboxNone: 'no sandbox',
  missing: 'Not found',
  minutes: '{count} min',
  hours: '{count} h',
  days: '{count} days',
};

export const systemProblems: Record<keyof typeof problemsZh, string> = {
  'disk-full':
    'The disk is full ({place}, {free} left): new uploads are refused. Make room, or give it a larger disk.',
  'disk-low':
    'The disk is getting full ({place}, {free} left): room for about {lessons} more lessons. Make room, or give it a larger disk.',
  'store-unreachable':
    'The media store {store} does not answer: no video plays, uploads and their processing wait. See whether it runs and this server reaches it; all goes on by itself then.',
  'store-refused':
    'The media store {store} refuses the credentials. Look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and what they may do, and start again.',
  'store-no-bucket': 'The media store {store} has no such bucket. Create it, or look at MEDIA_STORE.',
  'store-clock':
    'The media store {store} says that the clock of this server is wrong, and refuses everything. Set it, for instance with chrony.',
  'store-full':
    'The media store {store} is full: uploads and their processing wait. Make room there or raise its quota; all goes on by itself then.',
  'database-undurable':
    'PostgreSQL runs with {settings} off: a power cut loses what was saved. Turn it on in postgresql.conf and restart PostgreSQL.',
  'no-worker':
    'No worker is running: videos, covers and attachments wait. Look at the log, and start Qianke (npm start) or a worker (npm run transcoder) again.',
  'worker-gone':
    'The worker {worker} is gone. Others take its jobs over; look at its log on {host} and start it again.',
  'worker-unable': 'The worker {worker} cannot work: {problem}',
  'worker-version':
    'The worker {worker} has version {version}, this site {program}. Bring it to the same version.',
  'jobs-failed': '{count} jobs have failed. See why, mend the cause, and try them again.',
  'jobs-held-up': '{count} jobs wait for something; see below for what.',
  'queue-long':
    'A job has waited for {time}. Work cannot keep up with uploads: add workers (npm run transcoder) or raise TRANSCODERS.',
  'search-down':
    '{engine} cannot be reached; the embedded engine answers instead. See whether it runs, and look at MEILI_URL and MEILI_API_KEY.',
  'search-broken':
    'The embedded search engine is out of order: {problem}. Run npm run reindex, and look at the log if that does not help.',
  'search-behind':
    '{engine} is {count} changes behind: new lessons may not be found. If that does not fall, run npm run reindex.',
  'sandbox-none':
    'The worker {worker} works without a sandbox (MEDIA_SANDBOX=none): a hostile video could harm the server. Install bubblewrap and remove the setting.',
  'backup-off':
    'There is no backup, and none is made by itself: when the disk breaks, every lesson is gone. Set BACKUP_DIR to a folder on another disk and start again (one every hour; BACKUP_AT=02:30 sets the time), or run npm run backup -- --to FOLDER now.',
  'backup-none':
    'There is no backup yet. One is made at the set time; npm run backup on the server makes one now.',
  'backup-old':
    'No backup has succeeded for more than {days} days. See the log for why, and whether the place can be written to and has room; then run npm run backup.',
  'backup-failed':
    'The last backup failed: {error}. Mend that and run npm run backup; where backups are made by themselves, it is also tried again at the next time.',
  'backup-cut':
    'The last backup was cut off (the program was stopped, or the power went). Run npm run backup or wait until one is made by itself: either goes on from there.',
  'backup-damaged':
    'The last backup is without {count} files, which are lost or damaged in the library. Run npm run verify and do what it says.',
  'clock-off':
    'The clocks of this server and of the database differ by {seconds} s. Keep both in step, for instance with chrony.',
};

export const systemReasons: Record<keyof typeof reasonsZh, string> = {
  'no-store':
    'Waits: the media store, which keeps videos and attachments, cannot be used. See below what to do; it goes on by itself.',
  'no-room': 'Waits: there is no room on the disk. It goes on by itself once there is.',
  unavailable: 'Waits: a program is missing. Install what is said below; it goes on by itself.',
  waiting: 'Waits for what is said below, and goes on by itself once it is there.',
  again: 'It failed once and waits to be tried again.',
  interrupted:
    'Its worker died again and again while at it (power, a kill, or no memory). Look for out-of-memory lines in the system log, then try again.',
  'file-missing':
    'The file it works on is missing. Run npm run verify on the server, bring the file back as that says, and try again.',
  unreadable:
    'What it should do cannot be read; perhaps another version wrote it. Have the video uploaded again.',
  error:
    'It failed. Mend what is said below and try again; if that does not help, send it with the log to the developers.',
};
