import { z } from 'zod';
import { defineRoute } from '../../route.ts';

export const getHealth = defineRoute({
  method: 'GET',
  path: '/healthz',
  summary: 'The process lives',
  rule: 'public',
  limit: 'health',
  answer: z.object({ alive: z.literal(true) }),
  handle: async () => ({ alive: true as const }),
});
