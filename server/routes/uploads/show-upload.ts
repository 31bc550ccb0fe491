import { UploadAddress, UploadStatus } from '../../contract/uploads.ts';
import { defineRoute } from '../../route.ts';
import { findOwnUpload } from '../../uploads/find-own-upload.ts';
import { presentUploadStatus } from '../../uploads/present-upload.ts';

/** Never the bytes: an uploaded file is only given out as its lesson's original. */
export const showUpload = defineRoute({
  method: 'GET',
  path: '/api/uploads/:id',
  summary: 'One upload: how far it is, and the lesson that its last byte made',
  rule: 'upload.use',
  params: UploadAddress,
  answer: UploadStatus,
  async handle({ context, actor, params }) {
    const upload = await findOwnUpload(context.uploads, actor, params.id);
    return presentUploadStatus(upload, context.uploads.clock.now());
  },
});
