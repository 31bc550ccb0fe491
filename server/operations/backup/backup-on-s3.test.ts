import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it, test } from 'node:test';
import { readConfig } from '../../config.ts';
import { startSqliteFolder } from '../../db/test/each-database.ts';
import { readEnvironment } from '../../env.ts';
import type { MediaStore } from '../../media-store/media-store.ts';
import { openMediaStore } from '../../media-store/open-media-store.ts';
import { hasS3, notTested, startS3, type TestS3 } from '../../media-store/test/start-s3-server.ts';
import { startServer, type TestServer } from '../../test/start-server.ts';
import { OperatorError } from '../operator-error.ts';
import { verifyLibrary } from '../verify/verify-library.ts';
import { listSnapshots, openBackupTarget } from './backup-target.ts';
import { runBackup } from './run-backup.ts';
import { runRestore } from './run-restore.ts';
import { storeLesson } from './test/stored-lesson.ts';

if (!hasS3()) {
  test(notTested, { todo: notTested }, () => {
    throw new Error(notTested);
  });
} else {
  describe('the backup of a library on S3', () => {
    const databases = startSqliteFolder();
    let folder: string;
    let s3: TestS3;
    let server: TestServer & { close(): Promise<void> };
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'qianke-s3-backup-'));
      s3 = await startS3();
      const environment = s3.environment(s3.newLocation());
      server = await startServer(await databases.newDatabase(), { environment });
      await addLesson();
      await addLesson();
    });
    after(async () => {
      await server?.close();
      await databases.stop();
      await s3?.stop();
      await rm(folder, { recursive: true, force: true });
    });

    function addLesson() {
      const { context, world } = server;
      const people = { teacherId: world.people.li.id, schoolId: world.organisations.school1.id };
      return storeLesson(context, { ...people, at: context.clock.now() });
    }

    it('is the same library in another store, which has to be empty', async () => {
      const { context } = server;
      const backups = join(folder, 'backups');
      await runBackup(context, { target: await openBackupTarget(backups, openOwn), keep: 5 });
      const environment = { ...s3.environment(s3.newLocation()), DATA_DIR: join(folder, 'other') };
      const config = { ...readConfig(readEnvironment(environment)), database: await databases.newDatabase() };
      const restore = { config, clock: context.clock, from: backups };
      await runRestore(restore);
      const restored = await openMediaStore(config.mediaStore);
      const hashes = await hashStore(context.mediaStore);
      // As many as are verified, and the list of each version's files.
      assert.equal(hashes.size, 2 * 11);
      assert.deepEqual(await hashStore(restored), hashes);
      const again = { ...config, dataFolder: join(folder, 'third'), database: await databases.newDatabase() };
      await assert.rejects(
        runRestore({ ...restore, config: again }),
        (error) => error instanceof OperatorError && /不是空的.*MEDIA_STORE 里换一个前缀/.test(error.message),
      );
    });

    it('can lie in the store itself, of which so many are kept', async () => {
      const { context, clock } = server;
      const target = await openBackupTarget('media-store', openOwn);
      const options = { target, keep: 1, timeZone: 'Asia/Shanghai' };
      for (const _ of [1, 2, 3]) {
        const { damagedKeys } = await runBackup(context, options);
        assert.deepEqual(damagedKeys, []);
        clock.advance({ minutes: 1 });
      }
      assert.equal((await listSnapshots(target)).length, 1);
    });

    it('leaves a library that is sound', async () => {
      const { signal } = new AbortController();
      const { findings, files } = await verifyLibrary(server.context, { quick: false, signal });
      assert.deepEqual([findings, files], [[], 2 * 10]);
    });

    const openOwn = async () => server.context.mediaStore;
  });
}

/** SHA-256 of everything that lessons name, by key. */
async function hashStore(store: MediaStore): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  async function below(prefix: string): Promise<void> {
    for (const name of await store.list(prefix)) {
      const key = `${prefix}/${name}`;
      if (!(await store.stat(key))) await below(key);
      else {
        const bytes = await buffer(await store.read(key));
        hashes.set(key, createHash('sha256').update(bytes).digest('hex'));
      }
    }
  }
  for (const root of ['originals', 'media', 'attachments', 'covers', 'captions']) await below(root);
  return hashes;
}
