import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { mediaVersionSchema } from '../../transcoder/media-version.ts';
import { readConfig } from '../config.ts';
import { type Database, type DatabaseConfig, openDatabase } from '../db/open-database.ts';
import { readEnvironment } from '../env.ts';
import { sweepMedia } from '../lessons/sweep-media.ts';
import { openContext } from '../open-context.ts';
import { sweepUploads } from '../uploads/sweep-uploads.ts';

/** An upload whose last byte the client saw acknowledged. */
export interface AcknowledgedUpload {
  id: string;
  lessonId: string;
  sha256: string;
  /** Of the one attachment that was acknowledged. */
  attachmentSha256?: string;
  /** Whether the lesson was seen to have an uploaded cover. */
  cover: boolean;
}

const days = 24 * 3600 * 1000;

/** What a killed program left, before anything was swept. */
export interface LeftOvers {
  workFolders: number;
  unknownVersions: number;
  unknownOriginals: number;
  unknownAttachments: number;
  unknownCovers: number;
  uploadFiles: number;
}

export interface StoppedLibrary {
  dataFolder: string;
  database: DatabaseConfig;
  /** Where what is stored can be read: `media` of the data folder when left out. */
  mediaFolder?: string;
  /** Variables that the program was started with. */
  environment?: Record<string, string>;
}

/** Where a library's files can be read. */
export const mediaOf = ({ dataFolder, mediaFolder }: StoppedLibrary) =>
  mediaFolder ?? join(dataFolder, 'media');

/** Counts what belongs to nobody any more. */
export async function countLeftOvers(library: StoppedLibrary): Promise<LeftOvers> {
  const { dataFolder, database } = library;
  const opened = openDatabase(database);
  try {
    const versions = await opened.db.selectFrom('media_versions').select('store_prefix').execute();
    const originals = await opened.db.selectFrom('originals').select('store_key').execute();
    const attachments = await opened.db.selectFrom('attachments').select('store_key').execute();
    const covers = await opened.db.selectFrom('covers').select('store_key').execute();
    const media = mediaOf(library);
    return {
      workFolders: (await list(join(dataFolder, 'media', 'work'))).length,
      unknownVersions: countUnknown(
        await listSharded(media, 'media'),
        versions.map((one) => one.store_prefix),
      ),
      unknownOriginals: countUnknown(
        await listSharded(media, 'originals'),
        originals.map((one) => one.store_key),
      ),
      unknownAttachments: countUnknown(
        await listSharded(media, 'attachments'),
        attachments.map((one) => one.store_key),
      ),
      unknownCovers: countUnknown(
        await listSharded(media, 'covers'),
        covers.map((one) => one.store_key),
      ),
      uploadFiles: (await list(join(dataFolder, 'uploads'))).length,
    };
  } finally {
    await opened.close();
  }
}

/** What the program's own sweeps do a week later; the program must not be running. */
export async function sweepAWeekLater({ dataFolder, database, environment }: StoppedLibrary): Promise<void> {
  await makeOlder(join(dataFolder, 'media/work'), new Date(Date.now() - 8 * days));
  const config = { ...readConfig(readEnvironment({ ...environment, DATA_DIR: dataFolder })), database };
  await using context = await openContext(config, {
    log: pino({ level: 'error' }),
    clock: { now: () => new Date(Date.now() + 8 * days) },
    renderer: { render: () => '' },
    ready: () => ({ ready: true, waitingFor: [] }),
  });
  await sweepUploads(context.uploads);
  await sweepMedia(context);
}

/**
 * Reads the database and the disk of a library in which every acknowledged upload was brought to publication,
 * independently of the product's own code, and says what is lost, doubled, half-made or left over.
 */
export async function auditLibrary(
  library: StoppedLibrary,
  acknowledged: readonly AcknowledgedUpload[],
): Promise<string[]> {
  return [...(await auditKept(library, acknowledged)), ...(await auditLeftOvers(library))];
}

/** The same but for what is left over, which the sweeps remove later: also while the library runs. */
export async function auditKept(
  library: StoppedLibrary,
  acknowledged: readonly AcknowledgedUpload[],
): Promise<string[]> {
  const media = mediaOf(library);
  const opened = openDatabase(library.database);
  try {
    return [
      ...(await auditUploads(opened, acknowledged)),
      ...(await auditOriginals(opened, media)),
      ...(await auditLessons(opened, acknowledged.length)),
      ...(await auditVersions(opened, media)),
      ...(await auditAttachments(opened, media, acknowledged)),
      ...(await auditCovers(opened, media, acknowledged)),
      ...(await auditJobs(opened)),
      ...(await auditFeed(opened)),
      ...(await auditFile(opened)),
    ];
  } finally {
    await opened.close();
  }
}

async function auditUploads(
  { db }: Database,
  acknowledged: readonly AcknowledgedUpload[],
): Promise<string[]> {
  const uploads = await db.selectFrom('uploads').selectAll().execute();
  const originals = await db.selectFrom('originals').selectAll().execute();
  const lessons = await db.selectFrom('lessons').select(['id', 'original_id']).execute();
  const wrong: string[] = [];
  for (const { id, lessonId, sha256 } of acknowledged) {
    const upload = uploads.find((one) => one.id === id);
    const original = originals.find((one) => one.id === upload?.original_id);
    const lesson = lessons.find((one) => one.id === upload?.lesson_id);
    if (upload?.state !== 'finished')
      wrong.push(`upload ${id} was acknowledged and is ${upload?.state ?? 'lost'}`);
    if (original?.sha256 !== sha256)
      wrong.push(`upload ${id}: the original has another hash than the file sent`);
    if (!lesson) wrong.push(`upload ${id} has no lesson`);
    else if (lesson.id !== lessonId) wrong.push(`upload ${id}: its lesson is another than the one answered`);
    else if (lesson.original_id !== upload?.original_id)
      wrong.push(`upload ${id}: its lesson has another file`);
  }
  const known = new Set(acknowledged.map(({ id }) => id));
  const finished = uploads.filter((upload) => upload.state === 'finished');
  for (const { id } of finished.filter((upload) => !known.has(upload.id)))
    wrong.push(`upload ${id} is finished and was never sent whole`);
  wrong.push(
    ...repeated(finished.map((upload) => upload.lesson_id)).map((id) => `lesson ${id} has two uploads`),
  );
  for (const { id } of uploads.filter((upload) => upload.state === 'open'))
    wrong.push(`upload ${id} is still open`);
  return wrong;
}

async function auditOriginals({ db }: Database, media: string): Promise<string[]> {
  const originals = await db.selectFrom('originals').selectAll().execute();
  const wrong = repeated(originals.map((one) => `${one.person_id} ${one.sha256}`)).map(
    (key) => `two originals of the same bytes: ${key}`,
  );
  for (const { id, store_key, sha256, bytes } of originals) {
    const found = await measure(join(media, store_key));
    if (found?.sha256 !== sha256 || found.bytes !== bytes)
      wrong.push(`original ${id} is not on the disk as it came`);
  }
  return wrong;
}

async function auditLessons({ db }: Database, expected: number): Promise<string[]> {
  const lessons = await db.selectFrom('lessons').selectAll().execute();
  const versions = await db.selectFrom('media_versions').selectAll().execute();
  const wrong = lessons.length === expected ? [] : [`${lessons.length} lessons of ${expected} uploads`];
  for (const lesson of lessons) {
    const own = versions.filter((version) => version.lesson_id === lesson.id);
    const [version] = own;
    if (lesson.state !== 'published' || lesson.media_state !== 'ready')
      wrong.push(
        `lesson ${lesson.id} is ${lesson.state}, its video ${lesson.media_state}: ${lesson.media_reason}`,
      );
    if (own.length !== 1) wrong.push(`lesson ${lesson.id} has ${own.length} media versions`);
    if (lesson.media_version_id === null || lesson.media_version_id !== version?.id)
      wrong.push(`lesson ${lesson.id} points at ${lesson.media_version_id}, which is not its version`);
    if (version && version.original_id !== lesson.original_id)
      wrong.push(`lesson ${lesson.id} plays what was made from another file`);
  }
  wrong.push(
    ...repeated(lessons.map((lesson) => lesson.media_version_id)).map(
      (id) => `two lessons point at version ${id}`,
    ),
  );
  const published = await db
    .selectFrom('audit_log')
    .select('subject')
    .where('action', '=', 'lesson.publish')
    .execute();
  wrong.push(
    ...repeated(published.map(({ subject }) => subject)).map((id) => `lesson ${id} was published twice`),
  );
  return wrong;
}

async function auditVersions({ db }: Database, media: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const version of await db.selectFrom('media_versions').selectAll().execute()) {
    const folder = join(media, version.store_prefix);
    const text = await readFile(join(folder, 'version.json'), 'utf8').catch(() => '{}');
    const parsed = mediaVersionSchema.safeParse(JSON.parse(text));
    if (!parsed.success) {
      wrong.push(`version ${version.id} has no readable version.json`);
      continue;
    }
    const { files, bytes } = parsed.data;
    for (const file of files) {
      const found = await measure(join(folder, file.path));
      if (found?.sha256 !== file.sha256)
        wrong.push(`version ${version.id}: ${file.path} is missing or another`);
    }
    const there = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    );
    if (there.length !== files.length + 1) wrong.push(`version ${version.id} has files that nobody knows`);
    if (bytes !== version.bytes) wrong.push(`version ${version.id}: the database says another size`);
    for (const { playlist, segments } of parsed.data.renditions) {
      const listed = (await readFile(join(folder, playlist), 'utf8')).match(/^[^#\s].*$/gm) ?? [];
      if (listed.length !== segments.length)
        wrong.push(`version ${version.id}: ${playlist} lists other segments`);
    }
  }
  return wrong;
}

async function auditAttachments(
  { db }: Database,
  media: string,
  acknowledged: readonly AcknowledgedUpload[],
): Promise<string[]> {
  const attachments = await db.selectFrom('attachments').selectAll().execute();
  const wrong: string[] = [];
  for (const { lessonId, attachmentSha256 } of acknowledged) {
    const hashes = attachments.filter((one) => one.lesson_id === lessonId).map(({ sha256 }) => sha256);
    const expected = attachmentSha256 === undefined ? [] : [attachmentSha256];
    if (hashes.join() !== expected.join())
      wrong.push(
        `lesson ${lessonId} has ${hashes.length} attachments, not the ${expected.length} it was given`,
      );
  }
  for (const { id, state, store_key, sha256, bytes } of attachments) {
    if (state !== 'ready') wrong.push(`attachment ${id} is ${state}`);
    const found = await measure(join(media, store_key));
    if (found?.sha256 !== sha256 || found.bytes !== bytes)
      wrong.push(`attachment ${id} is not on the disk as it came`);
  }
  return wrong;
}

async function auditCovers(
  { db }: Database,
  media: string,
  acknowledged: readonly AcknowledgedUpload[],
): Promise<string[]> {
  const covers = await db.selectFrom('covers').selectAll().execute();
  const lessons = await db.selectFrom('lessons').select(['id', 'cover_upload']).execute();
  const wrong = lessons
    .filter((lesson) => lesson.cover_upload !== null)
    .map((lesson) => `lesson ${lesson.id} still waits for its cover: ${lesson.cover_upload}`);
  for (const { lessonId, cover } of acknowledged) {
    const own = covers.filter((one) => one.lesson_id === lessonId && one.source === 'uploaded');
    if (own.length !== (cover ? 1 : 0)) wrong.push(`lesson ${lessonId} has ${own.length} uploaded covers`);
  }
  for (const { lesson_id, store_key } of covers) {
    const bytes = await readFile(join(media, store_key)).catch(() => Buffer.alloc(0));
    // RIFF, the length of what follows it, WEBP.
    const whole = bytes.length > 12 && bytes.readUInt32LE(4) + 8 === bytes.length;
    if (!whole || bytes.toString('latin1', 8, 12) !== 'WEBP')
      wrong.push(`the cover of lesson ${lesson_id} is no whole picture`);
  }
  return wrong;
}

async function auditJobs({ db, kind }: Database): Promise<string[]> {
  const jobs = await db.selectFrom('jobs').selectAll().execute();
  const wrong = jobs
    .filter((job) => job.state !== 'done')
    .map((job) => `${job.kind} job ${job.id} is ${job.state}: ${job.error}`);
  wrong.push(
    ...repeated(jobs.filter(({ kind: of }) => of === 'transcode').map((job) => job.subject_id)).map(
      (id) => `lesson ${id} has two jobs for its video`,
    ),
  );
  if (kind === 'postgres') {
    const { rows } = await sql<{ state: string; jobs: number }>`
      select state::text, count(*) as jobs from pgboss.job
      where name in ('transcode', 'cover', 'attachment', 'text') and state <> 'completed' group by state`.execute(
      db,
    );
    wrong.push(...rows.map(({ state, jobs }) => `${jobs} deliveries of pg-boss are ${state}`));
  }
  return wrong;
}

/** In this library a lesson becomes public once; after that only what its attachments say may still be read. */
async function auditFeed({ db }: Database): Promise<string[]> {
  const feed = await db.selectFrom('feed').selectAll().orderBy('sequence').execute();
  const counter = await db.selectFrom('counters').selectAll().where('name', '=', 'feed').executeTakeFirst();
  const wrong: string[] = [];
  if (feed.some(({ sequence }, index) => sequence !== index + 1)) wrong.push('the feed has gaps');
  if ((counter?.value ?? 0) !== feed.length) wrong.push('the feed is shorter than its counter');
  const texts = await db
    .selectFrom('attachment_texts')
    .innerJoin('attachments', 'attachments.id', 'attachment_texts.attachment_id')
    .innerJoin('lessons', 'lessons.id', 'attachments.lesson_id')
    .select('lessons.id')
    .whereRef('attachment_texts.read_at', '>=', 'lessons.published_at')
    .where('attachment_texts.text', '<>', '')
    .execute();
  for (const [id, entries] of Map.groupBy(feed, ({ lesson_id }) => lesson_id)) {
    const readLater = texts.filter((text) => text.id === id).length;
    if (entries.length > 1 + readLater) wrong.push(`lesson ${id} is in the feed ${entries.length} times`);
  }
  const missing = await db
    .selectFrom('lessons')
    .select('id')
    .where('id', 'not in', db.selectFrom('feed').select('lesson_id'))
    .execute();
  return [...wrong, ...missing.map(({ id }) => `lesson ${id} is not in the feed`)];
}

async function auditLeftOvers(library: StoppedLibrary): Promise<string[]> {
  return Object.entries(await countLeftOvers(library))
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => `left over after the sweeps: ${count} ${name}`);
}

async function auditFile({ db, kind }: Database): Promise<string[]> {
  if (kind === 'postgres') return [];
  const checked = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  const foreign = await sql`pragma foreign_key_check`.execute(db);
  return [
    ...checked.rows.map((row) => row.integrity_check).filter((text) => text !== 'ok'),
    ...foreign.rows.map((row) => `a reference leads nowhere: ${JSON.stringify(row)}`),
  ];
}

/** What stands more than once in a list, each once. */
function repeated(values: readonly (string | null)[]): string[] {
  const present = values.filter((value) => value !== null);
  return [...new Set(present.filter((value, index) => present.indexOf(value) !== index))];
}

/** Keys of the media store: `originals/ab/abcd`. */
async function listSharded(media: string, below: string): Promise<string[]> {
  const keys: string[] = [];
  for (const shard of await list(join(media, below)))
    for (const name of await list(join(media, below, shard))) keys.push(`${below}/${shard}/${name}`);
  return keys;
}

function countUnknown(keys: readonly string[], known: readonly string[]): number {
  return keys.filter((key) => !known.includes(key)).length;
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function measure(path: string): Promise<{ bytes: number; sha256: string } | null> {
  const found = await stat(path).catch(() => null);
  if (!found) return null;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return { bytes: found.size, sha256: hash.digest('hex') };
}

async function makeOlder(folder: string, time: Date): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.reverse()) await utimes(path, time, time);
}
