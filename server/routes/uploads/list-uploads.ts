import { requirePerson } from '../../access/policy.ts';
import { OpenUploadList } from '../../contract/uploads.ts';
import { defineRoute } from '../../route.ts';
import { listOwnUploads } from '../../uploads/list-own-uploads.ts';

export const listUploads = defineRoute({
  method: 'GET',
  path: '/api/uploads',
  summary: 'One’s own uploads that can be continued, newest first, and the quotas that are set',
  rule: 'signed-in',
  answer: OpenUploadList,
  handle: ({ context, actor }) => listOwnUploads(context.uploads, requirePerson(actor).id),
});
