import { z } from 'zod';

/** A file of a snapshot: JSON lines, compressed with gzip. */
const LinesFile = z.object({
  /** Lines. */
  count: z.number(),
  /** Of the compressed file, and its SHA-256 in hexadecimal. */
  bytes: z.number(),
  sha256: z.string(),
});
export type LinesFile = z.infer<typeof LinesFile>;

/** What a backup is: `manifest.json` in its folder, which appears with it, last and at once. */
export const BackupManifest = z.object({
  format: z.literal(1),
  name: z.string(),
  /** Which library it is of; a folder holds backups of one. */
  library: z.string(),
  /** Version of the program that made it. */
  version: z.string(),
  /** The moment of the database that it holds. */
  at: z.string(),
  database: z.enum(['sqlite', 'postgres']),
  /** The schema that its rows have. */
  migrations: z.array(z.string()),
  tables: z.record(z.string(), LinesFile),
  /** What `files.jsonl.gz` lists; null for a snapshot of the database alone. */
  files: LinesFile.extend({ totalBytes: z.number() }).nullable(),
  /** Keys of files that were missing or not as they came when it was made. */
  damaged: z.array(z.string()),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

/** One line of `files.jsonl.gz`: a file, or the folder of a media version, which vouches for its own files. */
export const BackedUpFile = z.object({
  kind: z.enum(['file', 'version']),
  /** Key in the media store, and below `files/` of the backup. */
  key: z.string(),
  bytes: z.number(),
  /** Of the file; of a version's `version.json`. */
  sha256: z.string(),
});
export type BackedUpFile = z.infer<typeof BackedUpFile>;

export const manifestName = 'manifest.json';
export const filesName = 'files.jsonl.gz';
export const tableName = (table: string) => `${table}.jsonl.gz`;
