import { join } from 'node:path';
import { readManifest, TranscoderManifest, toStoredManifest } from '../../lessons/media-manifest.ts';
import type { MediaStore } from '../../media-store/media-store.ts';
import { DamagedFileError, parseVersion, readVersionFile, versionFile } from '../backup/copy-stored.ts';
import { measureStream } from '../backup/json-lines.ts';
import type { NamedFile } from '../backup/named-files.ts';
import type { Finding } from './finding.ts';

export interface CheckOptions {
  /** Sizes only. */
  quick: boolean;
  signal: AbortSignal;
}

/** Bytes and files that were looked at. */
export interface Checked {
  files: number;
  bytes: number;
}

/** Looks at one file, or at every file of a media version; `checked` is added to. */
export async function checkNamedFile(
  mediaStore: MediaStore,
  named: NamedFile,
  options: CheckOptions,
  checked: Checked,
): Promise<Finding[]> {
  switch (named.kind) {
    case 'file':
      return checkFile(mediaStore, named.key, named, options, checked);
    case 'version':
      return checkVersion(mediaStore, named, options, checked);
    case 'upload':
      // On its way into the store; `check-uploads.ts` looks for its bytes.
      return [];
    default:
      return named satisfies never;
  }
}

async function checkFile(
  mediaStore: MediaStore,
  key: string,
  expected: { bytes: number | null; sha256: string | null },
  { quick, signal }: CheckOptions,
  checked: Checked,
): Promise<Finding[]> {
  const stat = await mediaStore.stat(key);
  if (!stat) return [{ code: 'file-missing', subject: key }];
  checked.files += 1;
  checked.bytes += stat.bytes;
  if (expected.bytes !== null && stat.bytes !== expected.bytes)
    return [{ code: 'file-size', subject: key, detail: `${stat.bytes} / ${expected.bytes}` }];
  // Nothing that is stored is empty.
  if (stat.bytes === 0) return [{ code: 'file-size', subject: key, detail: '0' }];
  if (quick || expected.sha256 === null) return [];
  const { sha256 } = await measureStream(await mediaStore.read(key, undefined, signal));
  return sha256 === expected.sha256 ? [] : [{ code: 'file-hash', subject: key }];
}

async function checkVersion(
  mediaStore: MediaStore,
  { key, bytes, manifest }: NamedFile & { kind: 'version' },
  options: CheckOptions,
  checked: Checked,
): Promise<Finding[]> {
  let text: Buffer;
  let listed: ReturnType<typeof parseVersion>;
  try {
    text = await readVersionFile({ store: mediaStore, prefix: '' }, key, options.signal);
    listed = parseVersion(key, text);
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error;
    return [{ code: 'version-unreadable', subject: key, detail: error.message }];
  }
  const findings: Finding[] = [];
  if (listed.bytes !== bytes || !describesSame(text, manifest))
    findings.push({ code: 'version-differs', subject: key, detail: `${listed.bytes} / ${bytes}` });
  for (const file of listed.files) {
    options.signal.throwIfAborted();
    findings.push(...(await checkFile(mediaStore, `${key}/${file.path}`, file, options, checked)));
  }
  const known = new Set([versionFile, ...listed.files.map(({ path }) => path)]);
  for (const path of await listFolder(mediaStore, key))
    if (!known.has(path)) findings.push({ code: 'version-surplus', subject: `${key}/${path}` });
  return findings;
}

/** Whether the file says what the row keeps of it. */
function describesSame(text: Buffer, stored: string): boolean {
  const parsed = TranscoderManifest.safeParse(JSON.parse(text.toString('utf8')));
  // A row of an older version may lack what is kept today: both are read as of today.
  return parsed.success && toStoredManifest(parsed.data) === JSON.stringify(readManifest(stored));
}

/** Paths of all files below a prefix; what has nothing below it is a file. */
async function listFolder(mediaStore: MediaStore, prefix: string): Promise<string[]> {
  const paths: string[] = [];
  for (const name of await mediaStore.list(prefix)) {
    if (await mediaStore.stat(`${prefix}/${name}`)) paths.push(name);
    else for (const below of await listFolder(mediaStore, `${prefix}/${name}`)) paths.push(join(name, below));
  }
  return paths;
}
