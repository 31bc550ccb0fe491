import { MediaStoreUnavailableError } from './media-store/media-store.ts';

/** The advice about what nobody foresaw. */
export const defect =
  'a defect of the program, nothing to do at once; if it comes again, report it with this line';

/** What an operator does about a failure of ours; half a sentence for a log line, behind what failed. */
export function advise(error: unknown): string {
  for (const cause of causesOf(error)) {
    const advice = adviseOn(cause);
    if (advice) return advice;
  }
  return defect;
}

const goesOn = 'it goes on by itself then';
const tableMissing =
  'a table is missing: somebody changed the database by hand; restore the newest backup (npm run restore)';

const adviceByCode: Readonly<Record<string, string>> = {
  ECONNREFUSED: `nothing answers at that address: see whether PostgreSQL or Meilisearch runs; ${goesOn}`,
  ECONNRESET: `the other side broke the connection: see whether PostgreSQL or Meilisearch runs; ${goesOn}`,
  ETIMEDOUT: `no answer came: look at the address and the firewall; ${goesOn}`,
  ENOTFOUND: 'there is no such host: look at DATABASE_URL and MEILI_URL',
  EAI_AGAIN: `the host name cannot be looked up: look at the network and its name server; ${goesOn}`,
  ENOSPC: `the disk is full: make room; ${goesOn}`,
  EDQUOT: `the disk quota of this user is used up: raise it or make room; ${goesOn}`,
  EIO: 'the disk reports errors: look at dmesg and replace it; npm run verify says what is damaged',
  EROFS: 'the disk is read-only, often after an error of its own: look at dmesg, mount it again',
  EACCES: 'a file may not be used: give DATA_DIR and all in it to the user that runs this program',
  EPERM: 'a file may not be used: give DATA_DIR and all in it to the user that runs this program',
  ENOENT: 'a file is missing: run npm run verify, which says what to do',
  EMFILE: 'too many files are open: raise the limit (ulimit -n, LimitNOFILE=) and start again',
  ENFILE: 'too many files are open on this machine: raise fs.file-max',
  ENOMEM: 'no memory is left: close other programs or give the machine more',
  // PostgreSQL (appendix A of its manual).
  '28P01': 'PostgreSQL refuses the password: look at DATABASE_URL and start again',
  '28000': 'PostgreSQL does not let this user in: look at DATABASE_URL and pg_hba.conf',
  '3D000': 'there is no such database: look at DATABASE_URL',
  '53100': `the disk of PostgreSQL is full: make room there; ${goesOn}`,
  '53200': 'PostgreSQL has no memory left: look at its log',
  '53300': 'PostgreSQL takes no more connections: raise max_connections or run fewer processes',
  '57P01': `PostgreSQL was stopped: start it; ${goesOn}`,
  '57P03': `PostgreSQL is starting or recovering; ${goesOn}`,
  '25006': 'PostgreSQL takes no writes: DATABASE_URL names a standby, or its disk is read-only',
  '40001': 'two changes came at once; nothing was lost, and trying again helps',
  '40P01': 'two changes came at once; nothing was lost, and trying again helps',
  '42501': 'this PostgreSQL user may not use the tables: make it their owner',
  '42P01': tableMissing,
  XX001: 'PostgreSQL says that its data is damaged: stop, and restore the newest backup (npm run restore)',
  XX002: 'PostgreSQL says that an index is damaged: run REINDEX DATABASE, then npm run verify',
};

/** By SQLite's primary result code. */
const adviceBySqlite: Readonly<Record<number, string>> = {
  5: 'another program keeps the database file locked: see what has it open (fuser); nothing was lost',
  8: 'the database file may not be written: give DATA_DIR to the user that runs this program',
  10: 'the disk reports errors under the database: look at dmesg, and keep a backup elsewhere',
  11: 'the database file is damaged: stop, and restore the newest backup (npm run restore)',
  13: `the disk is full: make room; ${goesOn}`,
  14: 'the database file cannot be opened: see that DATA_DIR is there and this user may write in it',
  26: 'the database file is none: stop, and restore the newest backup (npm run restore)',
};

const adviceByName: Readonly<Record<string, string>> = {
  UploadElsewhereError:
    'the proxy sends requests for one upload to several web processes: have it send all for one address below /api/uploads/ to the same (nginx: hash $uri consistent)',
  NoRoomError: `the disk is full: make room; ${goesOn}`,
  SlowStoreError:
    'the media store takes segments in more slowly than they are encoded: look at its disk and the network to it',
  SearchUnavailableError:
    'search is building its index; if it is not done in ten minutes, run npm run reindex',
  NewerDatabaseError: 'a newer version has used this database: run that version here too (git pull, npm ci)',
  MediaNotFoundError: 'a file of the media store is missing: run npm run verify, which says what to do',
};

function adviseOn(error: object): string | undefined {
  // It knows the place and says what to do there.
  if (error instanceof MediaStoreUnavailableError) return `${error.message}; ${goesOn}`;
  const { name, code, errcode, message } = error as Record<string, unknown>;
  if (typeof errcode === 'number') {
    // The low byte is the primary code, the rest says more about it.
    const advice = adviceBySqlite[errcode & 0xff];
    if (advice) return advice;
  }
  if (/timeout exceeded when trying to connect|Connection terminated/.test(String(message)))
    return `PostgreSQL does not answer: see whether it runs and has connections left; ${goesOn}`;
  // SQLite has no code of its own for it.
  if (typeof errcode === 'number' && /^no such table/.test(String(message))) return tableMissing;
  return adviceByCode[String(code)] ?? adviceByName[String(name)];
}

/** The error, what it was made of, and what that was. */
export function* causesOf(error: unknown): Generator<object> {
  let one = error;
  for (let depth = 0; depth < 8 && typeof one === 'object' && one !== null; depth++) {
    yield one;
    const { cause, errors } = one as { cause?: unknown; errors?: unknown };
    one = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
}
