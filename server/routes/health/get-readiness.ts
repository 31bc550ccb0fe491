import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { advise } from '../../advise.ts';
import { pingDatabase } from '../../db/ping-database.ts';
import { checkMediaStore } from '../../operations/check-media-store.ts';
import { defineRoute } from '../../route.ts';

export const getReadiness = defineRoute({
  method: 'GET',
  path: '/readyz',
  summary: 'Requests are served: 200, with what has to do without, or 503 with what is waited for',
  rule: 'public',
  limit: 'health',
  answer: z.object({
    ready: z.boolean(),
    waitingFor: z.array(z.string()),
    /** Requests are served all the same, as far as they need none of it. */
    without: z.array(z.string()).optional(),
  }),
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
    const without = (await isStoreAway(context)) ? { without: ['media store'] } : {};
    if (missing.length === 0) return { ready: true, waitingFor: [], ...without };
    response
      .status(503)
      .set('Cache-Control', 'no-store')
      .json({ ready: false, waitingFor: missing, ...without });
  },
});

/** What asks waits no longer itself: a store that has said nothing by then is away for it. */
const patienceMs = 1000;

/**
 * All web processes miss the same store: if they were not ready for that, a balancer would send nobody to pages, search
 * and texts, which go on without it.
 */
async function isStoreAway(context: Parameters<typeof checkMediaStore>[0]): Promise<boolean> {
  const late = sleep(patienceMs, true, { ref: false });
  return Boolean(await Promise.race([checkMediaStore(context), late]));
}
