import { authorise, may } from '../../access/policy.ts';
import { AttachmentList } from '../../contract/lessons.ts';
import { listAttachments as list } from '../../db/attachments.ts';
import { findLesson } from '../../db/lessons.ts';
import { NotFoundError } from '../../errors.ts';
import { toLessonFacts } from '../../lessons/lesson-facts.ts';
import { presentAttachments } from '../../lessons/present-attachment.ts';
import { defineRoute } from '../../route.ts';
import { LessonParams } from './answer-lesson.ts';

export const listAttachments = defineRoute({
  method: 'GET',
  path: '/api/lessons/:id/attachments',
  summary: 'What hangs on a lesson: design, slides, tasks, exercises',
  rule: 'lesson.see',
  params: LessonParams,
  answer: AttachmentList,
  async handle({ context, actor, params, language }) {
    const { db } = context.database;
    const lesson = await findLesson(db, params.id);
    if (!lesson) throw new NotFoundError();
    const facts = toLessonFacts(lesson);
    authorise(actor, 'lesson.see', facts);
    const isInsider = may(actor, 'lesson.original', facts);
    return { items: presentAttachments(await list(db, [lesson.id]), isInsider, language) };
  },
});
