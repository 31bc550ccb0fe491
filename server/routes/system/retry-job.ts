import { z } from 'zod';
import { retryJob as retry } from '../../operations/system/retry-job.ts';
import { traceOf } from '../../people/trace.ts';
import { type Call, defineRoute } from '../../route.ts';

const Job = z.object({ id: z.string() });

export const retryJob = defineRoute({
  method: 'POST',
  path: '/api/system/jobs/:id/retry',
  summary: 'Begin a failed or waiting job afresh, at once',
  rule: 'job.retry',
  params: Job,
  handle: (call: Call<z.infer<typeof Job>>) => retry(call.context, call.params.id, traceOf(call)),
});

/** The button as a browser without JavaScript sends it. */
export const retryJobForm = defineRoute({
  method: 'POST',
  path: '/manage/system/jobs/:id/retry',
  summary: 'Begin a job afresh with the form',
  rule: 'job.retry',
  params: Job,
  page: true,
  async handle(call) {
    await retry(call.context, call.params.id, traceOf(call));
    call.response.redirect(303, '/manage/system');
  },
});
