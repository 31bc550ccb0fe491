import { z } from 'zod';
import { advise } from '../../advise.ts';
import { pingDatabase } from '../../db/ping-database.ts';
import { checkMediaStore } from '../../operations/check-media-store.ts';
import { defineRoute } from '../../route.ts';

export const getReadiness = defineRoute({
  method: 'GET',
  path: '/readyz',
  summary: 'Requests are served: 200, or 503 with what is waited for',
  rule: 'public',
  limit: 'health',
  answer: z.object({ ready: z.boolean(), waitingFor: z.array(z.string()) }),
  // With what is missing it is answered by hand, because that is no failure of the request.
  async handle({ context, response }) {
    const { waitingFor } = context.ready();
    const missing = [...waitingFor];
    try {
      await pingDatabase(context.database.db);
      context.problems.over('database');
    } catch (err) {
      const text = `the database does not answer, nobody is served: ${advise(err)}`;
      context.problems.say({ text, key: 'database', details: { err } });
      missing.push('database');
    }
    if (await checkMediaStore(context)) missing.push('media store');
    if (missing.length === 0) return { ready: true, waitingFor: [] };
    response.status(503).set('Cache-Control', 'no-store').json({ ready: false, waitingFor: missing });
  },
});
