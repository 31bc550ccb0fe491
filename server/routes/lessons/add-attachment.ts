import { Attachment, AttachmentKind } from '../../contract/lessons.ts';
import { InvalidRequestError } from '../../errors.ts';
import { requireEditable } from '../../lessons/edit-lesson.ts';
import { editorIn } from '../../lessons/editor.ts';
import { addAttachment as add, requirePlace } from '../../lessons/write-attachment.ts';
import { receiveFile } from '../../media-store/receive-file.ts';
import { defineRoute } from '../../route.ts';
import { LessonParams } from './answer-lesson.ts';

export const addAttachment = defineRoute({
  method: 'POST',
  path: '/api/lessons/:id/attachments',
  summary: 'Hang a file on a lesson: multipart with the fields kind and file',
  rule: 'lesson.edit',
  limit: 'upload',
  params: LessonParams,
  answer: Attachment,
  status: 201,
  rawBody: true,
  async handle(call) {
    const { context, params, request, response } = call;
    const by = editorIn(call);
    await requireEditable(context, by.person, params.id);
    await requirePlace(context.database.db, params.id);
    const { mediaStore, config } = context;
    return receiveFile(mediaStore, request, response, config.maxAttachmentBytes, (file) =>
      add(context, by, params.id, file, readKind(file.fields.kind)),
    );
  },
});

function readKind(given: unknown): AttachmentKind {
  const parsed = AttachmentKind.default('other').safeParse(given);
  if (parsed.success) return parsed.data;
  throw new InvalidRequestError([{ path: 'kind', code: 'unknown-term' }]);
}
