import type { z } from 'zod';
import type { Rule } from '../access/policy.ts';
import type { LimitClass } from '../access/request-limits.ts';
import type { PageContent } from '../contract/pages.ts';
import { type Call, defineRoute, type Route } from '../route.ts';
import { buildShell } from './shell.ts';

interface PageDefinition<Params extends z.ZodType, Query extends z.ZodType> {
  path: string;
  summary: string;
  rule: Rule;
  limit?: LimitClass;
  params?: Params;
  query?: Query;
  /** What the page shows; throws what its route would. */
  build(call: Call<z.infer<Params>, z.infer<Query>>): Promise<PageContent>;
}

/** A route that answers with a rendered page: its content, the shell around it, and the renderer. */
export function definePage<Params extends z.ZodType, Query extends z.ZodType>(
  page: PageDefinition<Params, Query>,
): Route {
  return defineRoute({
    method: 'GET',
    path: page.path,
    summary: page.summary,
    rule: page.rule,
    limit: page.limit,
    params: page.params,
    query: page.query,
    page: true,
    async handle(call) {
      const [content, shell] = await Promise.all([
        page.build(call as Call<z.infer<Params>, z.infer<Query>>),
        buildShell(call.context, call.actor, call.request),
      ]);
      const html = call.context.renderer.render({ shell, ...content }, call.language);
      // Play addresses in it run out, and what holds for one person does not for the next.
      call.response.set('Cache-Control', 'private, no-cache').type('html').send(html);
    },
  });
}
