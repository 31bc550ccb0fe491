import type { Response } from 'express';
import { visitor } from '../access/actor.ts';
import type { AppContext } from '../context.ts';
import type { Problem } from '../contract/problem.ts';
import { buildShell } from './shell.ts';

/** A failed page request as a page. Shown as to a visitor: reading the session may be what failed. */
export async function renderProblemPage(
  context: AppContext,
  problem: Problem,
  response: Response,
): Promise<string> {
  const shell = await buildShell(context, visitor, response.req);
  return context.renderer.render({ shell, page: 'problem', problem }, response.locals.language);
}
