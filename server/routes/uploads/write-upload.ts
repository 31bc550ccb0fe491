import { UploadAddress } from '../../contract/uploads.ts';
import { UnsupportedTypeError } from '../../errors.ts';
import { defineRoute } from '../../route.ts';
import { parseCount } from '../../uploads/tus-headers.ts';
import { writeUpload as write } from '../../uploads/write-upload.ts';
import { setExpiry, speakTus } from './speak-tus.ts';

/** A refused request of at most this size is read to its end, so that the client gets to read the answer. */
const drainBytes = 64 * 1024 ** 2;

/**
 * "The Server SHOULD accept PATCH requests against any upload URL and apply the bytes contained in the message
 * at the given offset specified by the Upload-Offset header. All PATCH requests MUST use Content-Type:
 * application/offset+octet-stream, otherwise the server SHOULD return a 415 Unsupported Media Type status."
 */
export const writeUpload = defineRoute({
  method: 'PATCH',
  path: '/api/uploads/:id',
  summary: 'Send the next bytes of an upload (tus 1.0); the last ones make its lesson',
  rule: 'upload.use',
  limit: 'chunk',
  params: UploadAddress,
  rawBody: true,
  async handle({ context, actor, askAgain, params, request, response, signal }) {
    const announced = request.get('content-length');
    const contentLength = announced === undefined ? null : parseCount('Content-Length', announced);
    try {
      speakTus(request, response);
      if (request.get('content-type') !== 'application/offset+octet-stream') {
        throw new UnsupportedTypeError('file-type', { types: 'application/offset+octet-stream' });
      }
      const offset = parseCount('Upload-Offset', request.get('upload-offset'));
      const outcome = await write(context.uploads, actor, params.id, {
        offset,
        contentLength,
        body: request,
        askAgain,
        signal,
      });
      switch (outcome.state) {
        case 'interrupted':
          // Nobody is there to answer, or somebody who has been replaced.
          request.destroy();
          return;
        case 'finished':
          if (outcome.lessonId) response.set('Qianke-Lesson', outcome.lessonId);
          break;
        case 'open':
          // "The Upload-Expires header MUST be included in every PATCH response if the upload is going to expire."
          setExpiry(response, outcome.expiresAt);
          break;
        default:
          outcome satisfies never;
      }
      response.status(204).set('Upload-Offset', String(outcome.offset)).end();
    } catch (error) {
      if (contentLength === null || contentLength > drainBytes) response.set('Connection', 'close');
      request.resume();
      throw error;
    }
  },
});
