import { z } from 'zod';
import { authorise } from './access/policy.ts';
import { createRequestLimiter } from './access/request-limiter.ts';
import { advise } from './advise.ts';
import { type Clock, dayIn, systemClock } from './clock.ts';
import type { Config } from './config.ts';
import type { AppContext } from './context.ts';
import { findLesson } from './db/lessons.ts';
import { newSecret } from './db/new-id.ts';
import { type Db, openDatabase } from './db/open-database.ts';
import { findSchoolOfTeacher } from './db/people.ts';
import { readSetting, writeSettingOnce } from './db/settings.ts';
import { NotFoundError } from './errors.ts';
import { openJobQueue } from './jobs/open-job-queue.ts';
import { fileOriginal } from './lessons/file-original.ts';
import { toLessonFacts } from './lessons/lesson-facts.ts';
import { HotFiles } from './media-store/hot-files.ts';
import { openMediaStore } from './media-store/open-media-store.ts';
import { openSearch } from './open-search.ts';
import { requireNoRestore } from './operations/backup/restore-marker.ts';
import type { Renderer } from './pages/renderer.ts';
import { prepareDatabase } from './prepare-database.ts';
import { createProblemLog } from './problem-log.ts';
import { openUploadParts } from './uploads/upload-parts.ts';

/**
 * Opens everything the web process works with, the database brought up to date first. Closing it closes
 * everything again, in the opposite order.
 *
 * Throws `OperatorError` in a data folder that a restore has not finished with.
 */
export async function openContext(
  config: Config,
  { clock = systemClock, ...parts }: Pick<AppContext, 'log' | 'renderer' | 'ready'> & { clock?: Clock },
): Promise<AppContext & AsyncDisposable> {
  await requireNoRestore(config.dataFolder);
  await using opened = new AsyncDisposableStack();
  const database = openDatabase(config.database);
  opened.defer(() => database.close());
  await prepareDatabase(config, database, clock, parts.log);
  const problems = createProblemLog(parts.log);
  const jobs = openJobQueue(database, config.database, {
    report: (err) => problems.say({ text: `jobs wait in the queue: ${advise(err)}`, details: { err } }),
  });
  await jobs.start();
  opened.defer(() => jobs.close());
  const mediaStore = await openMediaStore(config.mediaStore);
  const search = await openSearch(config, database.db, parts.log);
  opened.use(search);
  const uploads = await openUploadParts({
    database,
    clock,
    log: parts.log,
    mediaStore,
    dataFolder: config.dataFolder,
    // A common store is there so that there can be several.
    onlyFolder: config.mediaStore.kind === 'local',
    limits: { maxBytes: config.maxUploadBytes },
    fileOriginal: (trx, filed) => fileOriginal({ jobs, clock, config }, trx, filed),
    async checkLesson(actor, lessonId) {
      const lesson = await findLesson(database.db, lessonId);
      if (!lesson) throw new NotFoundError();
      authorise(actor, 'lesson.edit', toLessonFacts(lesson));
    },
    async findSchool(personId, lessonId) {
      const lesson = lessonId === null ? undefined : await findLesson(database.db, lessonId);
      const today = dayIn(config.timeZone, clock.now());
      return lesson?.school_id ?? (await findSchoolOfTeacher(database.db, personId, today)) ?? null;
    },
  });
  const playSecret = await readSecret(database.db, 'play-secret');
  const signInSecret = await readSecret(database.db, 'sign-in-secret');
  const closing = opened.move();
  return {
    config,
    clock,
    database,
    jobs,
    mediaStore,
    hotFiles: new HotFiles(mediaStore),
    search,
    uploads,
    playSecret,
    signInSecret,
    limiter: createRequestLimiter({ database, clock }),
    problems,
    ...parts,
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

/** Made by whoever asks first, and the same for every process from then on. */
async function readSecret(db: Db, key: 'play-secret' | 'sign-in-secret'): Promise<string> {
  await writeSettingOnce(db, key, newSecret());
  const secret = await readSetting(db, key, z.string());
  if (!secret) throw new Error(`the setting ${key} was not kept`);
  return secret;
}

/** The client's built renderer with the names of its assets. */
export async function loadRenderer(): Promise<Renderer> {
  const manifestFile = new URL('../dist/client/.vite/manifest.json', import.meta.url);
  const { default: manifest } = await import(manifestFile.href, { with: { type: 'json' } });
  const built = await import(new URL('../dist/render/render.js', import.meta.url).href);
  return built.createRenderer(manifest);
}
