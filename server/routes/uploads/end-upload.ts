import { UploadAddress } from '../../contract/uploads.ts';
import { defineRoute } from '../../route.ts';
import { endUpload as end } from '../../uploads/end-upload.ts';
import { speakTus } from './speak-tus.ts';

/**
 * "The Server SHOULD respond with the 204 No Content status. For all future requests to this URL, the Server
 * SHOULD respond with the 404 Not Found or 410 Gone status."
 */
export const endUpload = defineRoute({
  method: 'DELETE',
  path: '/api/uploads/:id',
  summary: 'End an upload and throw its bytes away (tus 1.0)',
  rule: 'upload.use',
  params: UploadAddress,
  async handle({ context, actor, params, request, response, signal }) {
    speakTus(request, response);
    await end(context.uploads, actor, params.id, signal);
    response.status(204).end();
  },
});
