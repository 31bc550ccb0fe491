import { editorIn } from '../../lessons/editor.ts';
import { removeAttachment } from '../../lessons/write-attachment.ts';
import { defineRoute } from '../../route.ts';
import { AttachmentParams } from './get-attachment.ts';

export const deleteAttachment = defineRoute({
  method: 'DELETE',
  path: '/api/lessons/:id/attachments/:attachment',
  summary: 'Take an attachment off a lesson',
  rule: 'lesson.edit',
  params: AttachmentParams,
  handle: (call) => removeAttachment(call.context, editorIn(call), call.params.id, call.params.attachment),
});
