import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { inParallel } from '../in-parallel.ts';
import {
  type ByteRange,
  MediaConflictError,
  MediaNotFoundError,
  type MediaStore,
  type StoredStat,
  vouchingFiles,
} from '../media-store.ts';
import { parseKey, workFolder } from '../store-key.ts';
import { openWorkFolders, type WorkFolderOptions } from '../work-folders.ts';
import { listObjects } from './list-objects.ts';
import { LocalCopies, type LocalCopiesOptions } from './local-copies.ts';
import { putObject, putWhole } from './put-object.ts';
import { readObject } from './read-object.ts';
import { openS3Connection, unavailable } from './s3-connection.ts';
import type { S3Location } from './s3-location.ts';

/** Small files under way at a time: each costs the store a look-up, and most of a media version are small. */
const filesAtOnce = 8;

export interface S3MediaStoreOptions extends WorkFolderOptions, LocalCopiesOptions {}

/**
 * A bucket as media store; work in progress and copies of what programs open are in a local folder. Opening it asks
 * the store nothing: what is out of reach now may be there when it is needed.
 */
export async function openS3MediaStore(
  location: S3Location,
  folder: string,
  options: S3MediaStoreOptions = {},
): Promise<MediaStore> {
  const connection = await openS3Connection(location);
  const { sdk, send } = connection;
  const work = await openWorkFolders(folder, options);
  const copies = await LocalCopies.open(folder, work, options);
  const nameObject = (key: string) => ({ Bucket: location.bucket, Key: location.prefix + key });
  /** Files being stored here: whoever comes again for one, because its sender has asked again, waits for it. */
  const putting = new Map<string, Promise<void>>();
  /** Work folders whose being there is known to all machines. */
  const fenced = new Set<string>();

  async function find(key: string): Promise<StoredStat | null> {
    const found = await send((client) => client.send(new sdk.HeadObjectCommand(nameObject(key))));
    return found && { bytes: found.ContentLength ?? 0, modifiedAt: found.LastModified ?? new Date(0) };
  }

  async function findThere(key: string): Promise<StoredStat> {
    parseKey(key);
    const found = await find(key);
    // The answer to a look-up has no words: it is the same where there is no bucket, and then no file is lost.
    if (!found) await check();
    if (!found) throw new MediaNotFoundError(key);
    return found;
  }

  async function check(): Promise<void> {
    const signal = AbortSignal.timeout(checkMs);
    const { bucket: Bucket } = location;
    const found = await send(
      (client) => client.send(new sdk.HeadBucketCommand({ Bucket }), { abortSignal: signal }),
      signal,
    ).catch((error: unknown) => {
      throw signal.aborted ? unavailable('unreachable', location) : error;
    });
    if (!found) throw unavailable('no-bucket', location);
  }

  async function put(key: string, file: string): Promise<void> {
    const { size } = await stat(file);
    const there = await find(key);
    if (there && there.bytes !== size) throw new MediaConflictError(key);
    if (there) return;
    await putObject(connection, key, file, size);
  }

  async function remove(keys: readonly string[]): Promise<void> {
    const vouching = keys.filter((key) => vouchingFiles.has(basename(key)));
    const rest = keys.filter((key) => !vouchingFiles.has(basename(key)));
    for (const some of [vouching, rest]) {
      await inParallel(some, filesAtOnce, (key) =>
        send((client) => client.send(new sdk.DeleteObjectCommand(nameObject(key)))),
      );
    }
  }

  const fenceKey = (path: string) => `${workFolder}/${basename(path)}`;

  async function requireFence(path: string): Promise<void> {
    await stat(path);
    if (fenced.has(path) && !(await find(fenceKey(path)))) throw new WorkFolderGoneError(path);
  }

  return {
    async putFile(key, file) {
      parseKey(key);
      const running = putting.get(key);
      // It is judged as if it came a moment later.
      if (running) await running.catch(() => {});
      const mine = put(key, file);
      putting.set(key, mine);
      try {
        await mine;
      } finally {
        if (putting.get(key) === mine) putting.delete(key);
      }
      await rm(file, { force: true });
    },

    async putFolder(prefix, source) {
      parseKey(prefix);
      const files = await listLocal(source);
      const there = new Map(
        (await listObjects(connection, `${prefix}/`)).map(({ key, bytes }) => [key, bytes]),
      );
      const missing: { key: string; path: string; bytes: number }[] = [];
      for (const { path, bytes } of files) {
        const key = `${prefix}/${relative(source, path)}`;
        parseKey(key);
        const stored = there.get(key);
        if (stored !== undefined && stored !== bytes) throw new MediaConflictError(key);
        if (stored === undefined) missing.push({ key, path, bytes });
      }
      const vouches = ({ key }: { key: string }) => vouchingFiles.has(basename(key));
      const store = (some: typeof missing) =>
        inParallel(some, filesAtOnce, ({ key, path, bytes }) => putObject(connection, key, path, bytes));
      await store(missing.filter((file) => !vouches(file)));
      await requireFence(source);
      await store(missing.filter(vouches));
      await rm(source, { recursive: true, force: true });
    },

    async stat(key) {
      parseKey(key);
      return find(key);
    },

    async lastChange(prefix) {
      parseKey(prefix);
      const times = (await listObjects(connection, `${prefix}/`)).map(({ modifiedAt }) =>
        modifiedAt.getTime(),
      );
      return times.length === 0 ? null : new Date(times.reduce((newest, time) => Math.max(newest, time)));
    },

    async read(key, range, signal) {
      parseKey(key);
      return readObject(connection, key, range, signal);
    },

    async withLocalFile(key, use, signal) {
      const { bytes } = await findThere(key);
      const fetch = (stop?: AbortSignal) => readObject(connection, key, undefined, stop);
      return copies.use(key, bytes, fetch, use, signal);
    },

    async withPartsOfFile(key, use, signal) {
      const { bytes } = await findThere(key);
      const fetch = (range: ByteRange) => readObject(connection, key, range, signal);
      return copies.useParts(key, bytes, fetch, use, signal);
    },

    async list(prefix) {
      parseKey(prefix);
      const below = `${prefix}/`;
      const found = await listObjects(connection, below, { deep: false });
      return found.map(({ key }) => key.slice(below.length).replace(/\/$/, ''));
    },

    async removeFile(key) {
      parseKey(key);
      await remove([key]);
    },

    async removeFolder(prefix) {
      parseKey(prefix);
      await remove((await listObjects(connection, `${prefix}/`)).map(({ key }) => key));
    },

    async makeWorkFolder(name, { fenced: isFenced = false } = {}) {
      const made = await work.make(name);
      if (!isFenced) return made;
      await putWhole(connection, fenceKey(made), Buffer.from(basename(made)));
      fenced.add(made);
      return made;
    },

    async removeWorkFolders(name) {
      await work.remove(name);
      // They are not there any more, which is all that has to be known of them.
      for (const path of fenced) if (basename(path).startsWith(`${name}-`)) fenced.delete(path);
      const fences = await listObjects(connection, `${workFolder}/${name}-`);
      await remove(fences.map(({ key }) => key));
    },

    async removeFenced(key, path) {
      parseKey(key);
      const there = await find(key);
      const keys = there ? [key] : (await listObjects(connection, `${key}/`)).map((one) => one.key);
      await requireFence(path);
      await remove(keys);
      return keys.length > 0;
    },

    async removeAbandoned(before) {
      for (;;) {
        const { bucket: Bucket, prefix: Prefix } = location;
        const listed = await send((client) =>
          client.send(new sdk.ListMultipartUploadsCommand({ Bucket, Prefix })),
        );
        const old = (listed?.Uploads ?? []).filter(({ Initiated }) => Initiated && Initiated < before);
        for (const { Key, UploadId } of old)
          await send((client) => client.send(new sdk.AbortMultipartUploadCommand({ Bucket, Key, UploadId })));
        if (!listed?.IsTruncated || old.length === 0) return;
      }
    },

    freeBytes: () => work.freeBytes(),
    storableBytes: async () => Number.POSITIVE_INFINITY,

    check,
  };
}

const checkMs = 3000;

/** Another machine has taken the work folder away, and with it the right to what was done in it. */
class WorkFolderGoneError extends Error {
  override readonly name = 'WorkFolderGoneError';
  readonly code = 'ENOENT';

  constructor(path: string) {
    super(`the work folder ${basename(path)} was taken away`);
  }
}

async function listLocal(folder: string): Promise<{ path: string; bytes: number }[]> {
  const found: { path: string; bytes: number }[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await listLocal(path)));
    else found.push({ path, bytes: (await stat(path)).size });
  }
  return found;
}
