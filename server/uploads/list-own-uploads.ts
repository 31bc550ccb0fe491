import type { OpenUploadList } from '../contract/uploads.ts';
import { listOpenUploads } from '../db/uploads.ts';
import { presentUpload } from './present-upload.ts';
import { readQuotas } from './read-quotas.ts';
import type { UploadParts } from './upload-parts.ts';

/** A person's uploads that can be continued, newest first, and how much space is left for more. */
export async function listOwnUploads(parts: UploadParts, personId: string): Promise<OpenUploadList> {
  const { db } = parts.database;
  const now = parts.clock.now();
  const rows = await listOpenUploads(db, personId, now.toISOString());
  const schoolId = await parts.findSchool(personId, null);
  return {
    items: rows.map((row) => presentUpload(row, now)),
    quotas: await readQuotas(parts, db, { personId, schoolId }),
  };
}
