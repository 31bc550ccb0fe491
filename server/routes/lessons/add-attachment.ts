import { Attachment, AttachmentKind } from '../../contract/lessons.ts';
import { mostAttachmentBytes } from '../../contract/terms/attachment-limits.ts';
import { InvalidRequestError } from '../../errors.ts';
import { requireEditable } from '../../lessons/edit-lesson.ts';
import { editorIn } from '../../lessons/editor.ts';
import { addAttachment as add, requireAllowed, requirePlace } from '../../lessons/write-attachment.ts';
import { receiveFile } from '../../media-store/receive-file.ts';
import { defineRoute } from '../../route.ts';
import { LessonParams } from './answer-lesson.ts';

export const addAttachment = defineRoute({
  method: 'POST',
  path: '/api/lessons/:id/attachments',
  summary:
    'Hang a file on a lesson: multipart with the field kind and, after it, file; given out once it has been looked into',
  rule: 'lesson.edit',
  limit: 'upload',
  params: LessonParams,
  answer: Attachment,
  status: 201,
  rawBody: true,
  async handle(call) {
    const { context, params, language, request, response } = call;
    const by = editorIn(call);
    const lesson = await requireEditable(context, by.person, params.id);
    const { mediaStore, config } = context;
    const { maxAttachmentBytes: maxBytes } = config;
    const judge = (filename: string, fields: Readonly<Record<string, unknown>>) => {
      const kind = readKind(fields.kind);
      return {
        maxBytes: mostAttachmentBytes(kind, maxBytes),
        judgeHead: (head: Buffer) => void requireAllowed(kind, filename, head),
      };
    };
    const { keepFreeBytes } = context.uploads.limits;
    // The little that the form has around its file counts with it here; the file alone does once it is there.
    const admit = (bytes: number) => requirePlace(context, context.database.db, lesson, bytes);
    return receiveFile(mediaStore, request, response, { maxBytes, keepFreeBytes, admit, judge }, (file) =>
      add(context, by, params.id, file, readKind(file.fields.kind), language),
    );
  },
});

function readKind(given: unknown): AttachmentKind {
  const parsed = AttachmentKind.default('other').safeParse(given);
  if (parsed.success) return parsed.data;
  throw new InvalidRequestError([{ path: 'kind', code: 'unknown-term' }]);
}
