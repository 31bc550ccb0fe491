import { authorise } from '../../access/policy.ts';
import { findLesson } from '../../db/lessons.ts';
import { findOriginal } from '../../db/originals.ts';
import { NotFoundError } from '../../errors.ts';
import { toLessonFacts } from '../../lessons/lesson-facts.ts';
import { sendStoredFile } from '../../media-store/send-stored-file.ts';
import { defineRoute } from '../../route.ts';
import { LessonParams } from './answer-lesson.ts';

export const getOriginal = defineRoute({
  method: 'GET',
  path: '/api/lessons/:id/original',
  summary: 'The uploaded file, byte for byte, with ranges',
  rule: 'lesson.original',
  params: LessonParams,
  async handle({ context, actor, params, request, response, signal }) {
    const { db } = context.database;
    const lesson = await findLesson(db, params.id);
    if (!lesson) throw new NotFoundError();
    authorise(actor, 'lesson.original', toLessonFacts(lesson));
    const original = lesson.original_id ? await findOriginal(db, lesson.original_id) : undefined;
    if (!original) throw new NotFoundError();
    const file = {
      key: original.store_key,
      contentType: 'application/octet-stream',
      cacheControl: 'private, no-store',
      filename: original.filename,
    };
    await sendStoredFile(context.mediaStore, file, request, response, signal);
  },
});
