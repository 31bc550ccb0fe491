import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type DatabaseServer, startSqliteFolder } from '../../db/test/each-database.ts';
import type { MediaStore } from '../../media-store/media-store.ts';
import { startServer } from '../../test/start-server.ts';
import { OperatorError } from '../operator-error.ts';
import { type BackupTarget, listSnapshots, openBackupTarget, readManifest } from './backup-target.ts';
import { readBackedUpFiles } from './prune-target.ts';
import { type BackupReport, runBackup } from './run-backup.ts';
import { storeLesson } from './test/stored-lesson.ts';

describe('a backup that stands still past its time', () => {
  const sqlite: DatabaseServer = startSqliteFolder();
  let folder: string;
  const closing: (() => Promise<void>)[] = [];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qianke-fence-'));
    await sqlite.start();
  });
  after(async () => {
    for (const close of closing) await close();
    await sqlite.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** A library of one lesson that was backed up twice. */
  async function startLibrary() {
    const { close, context, clock, world } = await startServer(await sqlite.newDatabase());
    closing.push(close);
    const to = await mkdtemp(join(folder, 'target-'));
    const target = await openBackupTarget(to, () => Promise.reject(new Error('a folder is meant')));
    const people = { teacherId: world.people.li.id, schoolId: world.organisations.school1.id };
    const addLesson = () => storeLesson(context, { ...people, at: clock.now() });
    await addLesson();
    for (const _ of [1, 2]) {
      await runBackup(context, { target, keep: 5 });
      clock.advance({ minutes: 1 });
    }
    return { context, clock, target, addLesson };
  }

  /** The target as a process sees it that stands still just before the first step which `isMoment` picks. */
  function freezing(
    target: BackupTarget,
    isMoment: (step: 'putFolder' | 'removeFenced', key: string) => boolean,
    meanwhile: () => Promise<void>,
  ): BackupTarget {
    let frozen = false;
    const freeze = async (step: 'putFolder' | 'removeFenced', key: string) => {
      if (frozen || !isMoment(step, key)) return;
      frozen = true;
      await meanwhile();
    };
    const store: MediaStore = {
      ...target.store,
      putFolder: async (key, path) => {
        await freeze('putFolder', key);
        return target.store.putFolder(key, path);
      },
      removeFenced: async (key, fence) => {
        await freeze('removeFenced', key);
        return target.store.removeFenced(key, fence);
      },
    };
    return { ...target, store, files: { ...target.files, store } };
  }

  /** Files that a backup names and the target lacks. */
  async function findMissing(target: BackupTarget): Promise<string[]> {
    const missing: string[] = [];
    for (const name of await listSnapshots(target)) {
      assert.ok(await readManifest(target, name), `${name} is whole`);
      for (const { kind, key } of await readBackedUpFiles(target, name)) {
        const file = kind === 'version' ? `${key}/version.json` : key;
        if (!(await target.files.store.stat(target.files.prefix + file))) missing.push(`${name}: ${key}`);
      }
    }
    return missing;
  }

  const stoodStill = (error: unknown) => {
    assert.ok(error instanceof OperatorError, String(error));
    assert.match(error.message, /停顿了 5 分钟以上.*npm run backup/);
    return true;
  };

  it('does not appear, when its successor has removed what it had copied', async () => {
    const { context, clock, target, addLesson } = await startLibrary();
    const { id } = await addLesson();
    let successor: BackupReport | undefined;
    const asFrozen = freezing(
      target,
      (step, key) => step === 'putFolder' && key.startsWith('snapshots/'),
      async () => {
        clock.advance({ minutes: 6 });
        await context.database.db.deleteFrom('attachments').where('lesson_id', '=', id).execute();
        successor = await runBackup(context, { target, keep: 1 });
      },
    );
    await assert.rejects(runBackup(context, { target: asFrozen, keep: 5 }), stoodStill);
    assert.equal(successor?.removedFiles, 1, 'what only the frozen one named');
    assert.deepEqual(await listSnapshots(target), [successor?.name]);
    assert.deepEqual(await findMissing(target), []);
  });

  it('removes nothing of its successor’s', async () => {
    const { context, clock, target, addLesson } = await startLibrary();
    let successor: BackupReport | undefined;
    const asFrozen = freezing(
      target,
      (step) => step === 'removeFenced',
      async () => {
        clock.advance({ minutes: 6 });
        await addLesson();
        successor = await runBackup(context, { target, keep: 5 });
      },
    );
    await assert.rejects(runBackup(context, { target: asFrozen, keep: 1 }), stoodStill);
    assert.equal(successor?.file_count, 10);
    assert.equal((await listSnapshots(target)).length, 4);
    assert.deepEqual(await findMissing(target), []);
  });

  it('ends by itself, since files it needs may have been swept meanwhile', async () => {
    const { context, clock, target } = await startLibrary();
    const onProgress = () => clock.advance({ minutes: 6 });
    await assert.rejects(runBackup(context, { target, keep: 5, onProgress }), stoodStill);
    assert.equal((await listSnapshots(target)).length, 2);
    assert.equal((await runBackup(context, { target, keep: 5 })).damaged, 0);
  });
});
