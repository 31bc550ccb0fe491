import type { Response } from 'express';
import { type Actor, visitor } from '../access/actor.ts';
import type { AppContext } from '../context.ts';
import type { Problem } from '../contract/problem.ts';
import { buildShell } from './shell.ts';

/** A failed page request as a page; as to a visitor where the session was not read, which may be what failed. */
export async function renderProblemPage(
  context: AppContext,
  problem: Problem,
  response: Response,
): Promise<string> {
  const actor: Actor = response.locals.actor ?? visitor;
  const shell = await buildShell(context, actor, response.req);
  return context.renderer.render({ shell, page: 'problem', problem }, response.locals.language);
}
