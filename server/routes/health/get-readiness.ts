import { z } from 'zod';
import { pingDatabase } from '../../db/ping-database.ts';
import { defineRoute } from '../../route.ts';

export const getReadiness = defineRoute({
  method: 'GET',
  path: '/readyz',
  summary: 'Requests are served: 200, or 503 with what is waited for',
  rule: 'public',
  limit: 'health',
  answer: z.object({ ready: z.boolean(), waitingFor: z.array(z.string()) }),
  // With what is missing it is answered by hand, because that is no failure of the request.
  async handle({ context, response, requestId }) {
    const { waitingFor } = context.ready();
    const missing = [...waitingFor];
    try {
      await pingDatabase(context.database.db);
    } catch (error) {
      context.log.error({ err: error, requestId }, 'the database does not answer');
      missing.push('database');
    }
    if (missing.length === 0) return { ready: true, waitingFor: [] };
    response.status(503).set('Cache-Control', 'no-store').json({ ready: false, waitingFor: missing });
  },
});
