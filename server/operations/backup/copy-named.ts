import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { findOriginal } from '../../db/originals.ts';
import { findUpload } from '../../db/uploads.ts';
import { MediaNotFoundError } from '../../media-store/media-store.ts';
import { originalKey } from '../../uploads/finish-upload.ts';
import type { BackedUpFile } from './backup-manifest.ts';
import type { BackupTarget } from './backup-target.ts';
import {
  copyFile,
  copyVersion,
  DamagedFileError,
  parseVersion,
  putStream,
  readVersionFile,
} from './copy-stored.ts';
import { measureStream } from './json-lines.ts';
import type { NamedFile } from './named-files.ts';
import type { BackupParts } from './run-backup.ts';

/** What the target has already. */
export interface CopyPlan {
  /** Keys of files and of versions' folders. */
  present: ReadonlySet<string>;
  /** Of what is missing, as far as the rows say. */
  bytesToCopy: number;
}

export async function planCopies(target: BackupTarget, named: readonly NamedFile[]): Promise<CopyPlan> {
  const { store, prefix } = target.files;
  const shards = new Set(named.map((one) => shardOf(keyOf(one))));
  const present = new Set<string>();
  for (const shard of shards) {
    for (const name of await store.list(prefix + shard)) present.add(`${shard}/${name}`);
  }
  const missing = named.filter((one) => !present.has(keyOf(one)));
  return { present, bytesToCopy: missing.reduce((sum, one) => sum + (one.bytes ?? 0), 0) };
}

/** Under which key a file is in the backup, and in the library that is restored from it. */
function keyOf(named: NamedFile): string {
  return named.kind === 'upload' ? originalKey(named.id) : named.key;
}

const shardOf = (key: string) => key.slice(0, key.lastIndexOf('/'));

export type CopiedFile =
  | { result: 'copied' | 'present'; file: BackedUpFile }
  | { result: 'damaged'; key: string };

/** Brings one file, or one media version, into the target unless it is there. */
export async function copyNamed(
  parts: BackupParts,
  target: BackupTarget,
  named: NamedFile,
  plan: CopyPlan,
  signal?: AbortSignal,
): Promise<CopiedFile> {
  const key = keyOf(named);
  const kind = named.kind === 'version' ? 'version' : 'file';
  try {
    if (plan.present.has(key)) return { result: 'present', file: await describePresent(target, named) };
    const library = { store: parts.mediaStore, prefix: '' };
    const measured =
      named.kind === 'version'
        ? await copyVersion(library, target.files, key, {}, signal)
        : named.kind === 'upload'
          ? await putStream(target.files, key, () => openUpload(parts, named.id), { bytes: named.bytes })
          : await copyFile(library, target.files, key, known(named), signal);
    return { result: 'copied', file: { kind, key, ...measured } };
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error;
    return { result: 'damaged', key: error.key };
  }
}

function known({ bytes, sha256 }: { bytes: number | null; sha256: string | null }) {
  return { bytes: bytes ?? undefined, sha256: sha256 ?? undefined };
}

/** What was put under a key is whole; small files whose rows give no hash are read again for it. */
async function describePresent({ files }: BackupTarget, named: NamedFile): Promise<BackedUpFile> {
  const key = keyOf(named);
  if (named.kind === 'version') {
    const text = await readVersionFile(files, key);
    const sha256 = createHash('sha256').update(text).digest('hex');
    const { bytes } = parseVersion(key, text);
    return { kind: 'version', key, bytes: bytes + text.length, sha256 };
  }
  if (named.kind === 'file' && named.bytes !== null && named.sha256 !== null)
    return { kind: 'file', key, bytes: named.bytes, sha256: named.sha256 };
  return {
    kind: 'file',
    key,
    ...(await measureStream(await files.store.read(files.prefix + key))),
  };
}

const looks = 40;
const pause = 250;

/**
 * A whole upload on its way to becoming an original: it is in the folder of uploads, in the store under its
 * own key, or, when its bytes were known, only as the original that came first. Between two of these steps it
 * is found nowhere for a moment.
 */
async function openUpload(parts: BackupParts, id: string): Promise<Readable> {
  for (let look = 1; ; look += 1) {
    const found = await findUploadBytes(parts, id);
    if (found) return found;
    if (look === looks) throw new MediaNotFoundError(originalKey(id));
    await sleep(pause);
  }
}

async function findUploadBytes({ config, database, mediaStore }: BackupParts, id: string) {
  try {
    const handle = await open(join(config.dataFolder, 'uploads', id));
    return handle.createReadStream();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const upload = await findUpload(database.db, id);
  const original = upload?.original_id ? await findOriginal(database.db, upload.original_id) : undefined;
  try {
    return await mediaStore.read(original?.store_key ?? originalKey(id));
  } catch (error) {
    if (error instanceof MediaNotFoundError) return null;
    throw error;
  }
}
