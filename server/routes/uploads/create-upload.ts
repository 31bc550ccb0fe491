import { defineRoute } from '../../route.ts';
import { createUpload as create } from '../../uploads/create-upload.ts';
import { parseCount, parseMetadata } from '../../uploads/tus-headers.ts';
import { setExpiry, speakTus } from './speak-tus.ts';

/** The length must be known (no Upload-Defer-Length): room is checked before the first byte. */
export const createUpload = defineRoute({
  method: 'POST',
  path: '/api/uploads',
  summary: 'Begin a resumable upload (tus 1.0)',
  rule: 'upload.create',
  limit: 'upload',
  rawBody: true,
  async handle({ context, actor, request, response }) {
    speakTus(request, response);
    const { id, expiresAt } = await create(context.uploads, actor, {
      ...parseMetadata(request.get('upload-metadata')),
      length: parseCount('Upload-Length', request.get('upload-length')),
    });
    setExpiry(response, expiresAt);
    // "The Server MUST set the Location header to the URL of the created resource. This URL MAY be absolute
    // or relative." Relative: a proxy's idea of our name does not matter.
    response.status(201).set('Location', `/api/uploads/${id}`).end();
  },
});
