import { UploadAddress } from '../../contract/uploads.ts';
import { defineRoute } from '../../route.ts';
import { readOffset } from '../../uploads/read-offset.ts';
import { setExpiry, speakTus } from './speak-tus.ts';

/**
 * "The Server MUST always include the Upload-Offset header in the response for a HEAD request, even if the
 * offset is 0, or the upload is already considered completed. If the size of the upload is known, the Server
 * MUST include the Upload-Length header. The Server MUST prevent the client and/or proxies from caching the
 * response by adding the Cache-Control: no-store header."
 */
export const readUploadOffset = defineRoute({
  method: 'HEAD',
  path: '/api/uploads/:id',
  summary: 'How many bytes of an upload are kept (tus 1.0)',
  rule: 'upload.use',
  limit: 'chunk',
  params: UploadAddress,
  async handle({ context, actor, params, request, response, signal }) {
    speakTus(request, response);
    const upload = await readOffset(context.uploads, actor, params.id, signal);
    response.set({ 'Upload-Offset': String(upload.offset), 'Upload-Length': String(upload.length) });
    if (upload.state === 'open') setExpiry(response, upload.expires_at);
    else if (upload.lesson_id) response.set('Qianke-Lesson', upload.lesson_id);
    response.status(200).end();
  },
});
