import { z } from 'zod';
import { requirePerson } from '../../access/policy.ts';
import { blindName, findBlindAttachment } from '../../reviews/blind-attachments.ts';
import { defineRoute } from '../../route.ts';
import { sendAttachment } from '../lessons/send-attachment.ts';

export const getReviewAttachment = defineRoute({
  method: 'GET',
  path: '/api/rounds/:id/reviews/:assignment/attachments/:attachment',
  summary: 'An attachment of a lesson as its reviewer gets it: named by its kind',
  rule: 'review.write',
  params: z.object({ id: z.string(), assignment: z.string(), attachment: z.string() }),
  async handle(call) {
    const { context, actor, language, params } = call;
    const attachment = await findBlindAttachment(context, requirePerson(actor), {
      roundId: params.id,
      assignmentId: params.assignment,
      attachmentId: params.attachment,
    });
    await sendAttachment(call, attachment, blindName(attachment, language));
  },
});
