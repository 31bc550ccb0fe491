import { z } from 'zod';
import type { SnapshotRow } from '../../db/snapshot.ts';
import { pendingCovers } from '../../lessons/cover-upload.ts';

/** A file that a row refers to; what the row does not say is null. */
export type NamedFile =
  | { kind: 'file'; key: string; bytes: number | null; sha256: string | null }
  /** A folder with a `version.json` that vouches for the others; `manifest` is what the row keeps of it. */
  | { kind: 'version'; key: string; bytes: number; manifest: string }
  /** Whole, acknowledged, and not yet a lesson's: in the folder of uploads, or in the media store by now. */
  | { kind: 'upload'; id: string; bytes: number };

const storedFile = z.object({ store_key: z.string() });
const measuredFile = storedFile.extend({ bytes: z.number(), sha256: z.string() });
const version = z.object({ store_prefix: z.string(), bytes: z.number(), manifest: z.string() });
const upload = z.object({ id: z.string(), state: z.string(), length: z.number(), offset: z.number() });
const lesson = z.object({ cover_upload: z.string().nullable() });
const coverUpload = z.object({ storeKey: z.string(), state: z.string() });

/** Tables whose rows refer to files. */
export const tablesWithFiles = [
  'originals',
  'attachments',
  'media_versions',
  'covers',
  'captions',
  'lessons',
  'uploads',
] as const;

/** The files that a row of a table needs. Throws zod's error for a row of another shape. */
export function filesNamedBy(table: string, row: SnapshotRow): NamedFile[] {
  switch (table as (typeof tablesWithFiles)[number]) {
    case 'originals':
    case 'attachments': {
      const { store_key: key, bytes, sha256 } = measuredFile.parse(row);
      return [{ kind: 'file', key, bytes, sha256 }];
    }
    case 'media_versions': {
      const { store_prefix: key, bytes, manifest } = version.parse(row);
      return [{ kind: 'version', key, bytes, manifest }];
    }
    case 'covers':
    case 'captions': {
      const { store_key: key } = storedFile.parse(row);
      // A cover that was chosen is one of its version's own pictures.
      return key.startsWith('media/') ? [] : [{ kind: 'file', key, bytes: null, sha256: null }];
    }
    case 'lessons': {
      const { cover_upload } = lesson.parse(row);
      const cover = cover_upload === null ? null : coverUpload.parse(JSON.parse(cover_upload));
      return cover?.state === 'pending' && cover.storeKey.startsWith(pendingCovers)
        ? [{ kind: 'file', key: cover.storeKey, bytes: null, sha256: null }]
        : [];
    }
    case 'uploads': {
      const { id, state, length, offset } = upload.parse(row);
      return state === 'open' && offset === length ? [{ kind: 'upload', id, bytes: length }] : [];
    }
    default:
      return [];
  }
}
