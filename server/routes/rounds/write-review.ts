import { z } from 'zod';
import { Assignment, ReviewWrite } from '../../contract/rounds.ts';
import { actingIn } from '../../reviews/acting.ts';
import { presentAssignment } from '../../reviews/review-desk.ts';
import { writeReview as write } from '../../reviews/write-review.ts';
import { defineRoute } from '../../route.ts';

export const writeReview = defineRoute({
  method: 'PUT',
  path: '/api/rounds/:id/reviews/:assignment',
  summary: 'Save a review as a draft, or hand it in for good',
  rule: 'review.write',
  params: z.object({ id: z.string(), assignment: z.string() }),
  body: ReviewWrite,
  answer: Assignment,
  async handle(call) {
    const by = actingIn(call);
    await write(call.context, by, call.params.id, call.params.assignment, call.body);
    return presentAssignment(call.context, by.person, call.params.assignment);
  },
});
