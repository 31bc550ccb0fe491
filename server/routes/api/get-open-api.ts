import { z } from 'zod';
import { describeApi, type OpenApi } from '../../openapi.ts';
import { defineRoute, type Route } from '../../route.ts';

/** Describes the table that it stands in. */
export function getOpenApi(routes: () => readonly Route[]): Route {
  let described: OpenApi | undefined;
  return defineRoute({
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This description',
    rule: 'public',
    answer: z.record(z.string(), z.unknown()),
    async handle() {
      described ??= describeApi(routes());
      return { ...described };
    },
  });
}
