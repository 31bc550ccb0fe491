import { type Call, defineRoute } from '../../route.ts';
import { tusExtensions, tusVersion } from '../../uploads/tus-headers.ts';

/**
 * "An OPTIONS request MAY be used to gather information about the Server's current configuration. A
 * successful response indicated by the 204 No Content or 200 OK status MUST contain the Tus-Version header.
 * It MAY include the Tus-Extension and Tus-Max-Size headers."
 */
async function describe({ context, response }: Call): Promise<void> {
  response.status(204).set({
    'Tus-Version': tusVersion,
    'Tus-Extension': tusExtensions,
    'Tus-Max-Size': String(context.uploads.limits.maxBytes),
  });
  response.end();
}

export const describeUploads = defineRoute({
  method: 'OPTIONS',
  path: '/api/uploads',
  summary: 'What this server can of tus, the protocol of resumable uploads',
  rule: 'public',
  handle: describe,
});

export const describeUpload = defineRoute({
  method: 'OPTIONS',
  path: '/api/uploads/:id',
  summary: 'The same at the address of an upload',
  rule: 'public',
  handle: describe,
});
