import { requirePerson } from '../../access/policy.ts';
import { OpenUploadList } from '../../contract/uploads.ts';
import { listOpenUploads } from '../../db/uploads.ts';
import { defineRoute } from '../../route.ts';
import { presentUpload } from '../../uploads/present-upload.ts';

export const listUploads = defineRoute({
  method: 'GET',
  path: '/api/uploads',
  summary: 'One’s own uploads that can be continued, newest first',
  rule: 'signed-in',
  answer: OpenUploadList,
  async handle({ context, actor }) {
    const { database, clock } = context.uploads;
    const rows = await listOpenUploads(database.db, requirePerson(actor).id, clock.now().toISOString());
    return { items: rows.map(presentUpload) };
  },
});
