import { Attachment, AttachmentChange } from '../../contract/lessons.ts';
import { editorIn } from '../../lessons/editor.ts';
import { changeAttachmentKind } from '../../lessons/write-attachment.ts';
import { defineRoute } from '../../route.ts';
import { AttachmentParams } from './get-attachment.ts';

export const changeAttachment = defineRoute({
  method: 'PATCH',
  path: '/api/lessons/:id/attachments/:attachment',
  summary: 'Say that an attachment is of another kind',
  rule: 'lesson.edit',
  params: AttachmentParams,
  body: AttachmentChange,
  answer: Attachment,
  handle: (call) =>
    changeAttachmentKind(call.context, editorIn(call), call.params, call.body.kind, call.language),
});
