import { z } from 'zod';
import { decidePlayback } from '../../access/playback.ts';
import { may } from '../../access/policy.ts';
import { readCalendar } from '../../access/read-calendar.ts';
import { findLesson } from '../../db/lessons.ts';
import { ConflictError, ForbiddenError, NotFoundError } from '../../errors.ts';
import { toLessonFacts } from '../../lessons/lesson-facts.ts';
import { isReady } from '../../lessons/present-attachment.ts';
import { findAttachmentOf } from '../../lessons/write-attachment.ts';
import { defineRoute } from '../../route.ts';
import { sendAttachment } from './send-attachment.ts';

export const AttachmentParams = z.object({ id: z.string(), attachment: z.string() });

export const getAttachment = defineRoute({
  method: 'GET',
  path: '/api/lessons/:id/attachments/:attachment',
  summary: 'An attachment as a download, for whoever may play the whole lesson',
  rule: 'lesson.see',
  params: AttachmentParams,
  async handle(call) {
    const { context, actor, params } = call;
    const { db } = context.database;
    const lesson = await findLesson(db, params.id);
    if (!lesson) throw new NotFoundError();
    const { open } = await readCalendar(context);
    const facts = toLessonFacts(lesson);
    const { scope } = decidePlayback(actor, facts, { calendar: open });
    if (scope === 'none') throw new NotFoundError();
    if (scope === 'minute') throw new ForbiddenError('outside-open-period');
    const attachment = await findAttachmentOf(db, lesson.id, params.attachment);
    if (!isReady(attachment)) {
      // Who checks a lesson must not be the one who opens what nobody should.
      throw may(actor, 'lesson.original', facts)
        ? new ConflictError('attachment-not-ready')
        : new NotFoundError();
    }
    await sendAttachment(call, attachment, attachment.filename);
  },
});
