import { join } from 'node:path';
import { type DatabaseConfig, openDatabase } from '../../db/open-database.ts';
import { openLocalMediaStore } from '../../media-store/local-media-store.ts';
import { finishLeftOvers } from '../sweep-uploads.ts';
import { fileAsLesson, startUploadServer } from './upload-server.ts';

/** Where in the finish of an upload the process kills itself. */
export type KillPoint = 'before-store' | 'after-store' | 'in-transaction' | 'after-commit';

export interface ProcessOptions {
  database: DatabaseConfig;
  dataFolder: string;
  killAt?: KillPoint;
  /** Finish at start what was left, as the program does. */
  leftOvers?: boolean;
}

/** A server in a process of its own, so that it can be killed; its address is its first line. */
const options: ProcessOptions = JSON.parse(process.argv[2] ?? '');
const die = (point: KillPoint) => {
  if (options.killAt === point) process.kill(process.pid, 'SIGKILL');
};
const opened = openDatabase(options.database);
const store = await openLocalMediaStore(join(options.dataFolder, 'media'));
let filing = false;
const server = await startUploadServer(
  {
    ...opened,
    async transaction(work) {
      const result = await opened.transaction(work);
      if (filing) die('after-commit');
      return result;
    },
  },
  options.dataFolder,
  {
    // A dead writer is known sooner than in the product: these tests wait for it many times.
    lockTimes: { beat: 100, silent: 600 },
    mediaStore: {
      ...store,
      async putFile(key, file) {
        die('before-store');
        await store.putFile(key, file);
        die('after-store');
      },
    },
    async fileOriginal(trx, filed) {
      filing = true;
      const lessonId = await fileAsLesson(trx, filed);
      die('in-transaction');
      return lessonId;
    },
  },
);
if (options.leftOvers) await finishLeftOvers(server.parts);
console.log(server.url);
