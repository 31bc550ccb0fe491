import type { Request } from 'express';
import { authorise } from '../../access/policy.ts';
import { readMetrics } from '../../operations/metrics.ts';
import { defineRoute } from '../../route.ts';

export const getMetrics = defineRoute({
  method: 'GET',
  path: '/metrics',
  summary: 'Figures for Prometheus, for programs on this machine and operators',
  rule: 'metrics.see',
  limit: 'health',
  page: true,
  async handle({ context, actor, request, response }) {
    authorise(actor, 'metrics.see', { local: isLocal(request) });
    const { contentType, text } = await readMetrics(context);
    response.set({ 'Content-Type': contentType, 'Cache-Control': 'no-store' }).send(text);
  },
});

/** From this machine and not passed on by a proxy, which would make the whole world local. */
function isLocal(request: Request): boolean {
  const address = request.socket.remoteAddress ?? '';
  const loopback = address === '::1' || /^(::ffff:)?127\./.test(address);
  return loopback && !['x-forwarded-for', 'forwarded', 'via'].some((name) => request.get(name) !== undefined);
}
