import { Lesson } from '../../contract/lessons.ts';
import { requireEditable } from '../../lessons/edit-lesson.ts';
import { editorIn } from '../../lessons/editor.ts';
import { requireCoverPicture, uploadCover } from '../../lessons/upload-cover.ts';
import { receiveFile } from '../../media-store/receive-file.ts';
import { defineRoute } from '../../route.ts';
import { answerLesson, LessonParams } from './answer-lesson.ts';

const maxBytes = 10 * 1024 ** 2;

export const putCover = defineRoute({
  method: 'PUT',
  path: '/api/lessons/:id/cover',
  summary:
    'Upload a picture (JPEG, PNG, WebP) as cover: multipart with the field file; made in the background',
  rule: 'lesson.edit',
  limit: 'upload',
  params: LessonParams,
  answer: Lesson,
  status: 202,
  rawBody: true,
  async handle(call) {
    const { context, params, request, response } = call;
    const by = editorIn(call);
    const { keepFreeBytes } = context.uploads.limits;
    await requireEditable(context, by.person, params.id);
    await receiveFile(
      context.mediaStore,
      request,
      response,
      { maxBytes, keepFreeBytes, judge: () => ({ maxBytes, judgeHead: requireCoverPicture }) },
      (file) => uploadCover(context, by, params.id, file),
    );
    return answerLesson(call, params.id);
  },
});
