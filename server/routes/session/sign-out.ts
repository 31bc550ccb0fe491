import type { Request, Response } from 'express';
import type { AppContext } from '../../context.ts';
import { clearSessionCookie, readSessionToken } from '../../people/session-cookie.ts';
import { closeSession } from '../../people/sessions.ts';
import { defineRoute } from '../../route.ts';

export const signOut = defineRoute({
  method: 'DELETE',
  path: '/api/session',
  summary: 'Sign out',
  rule: 'public',
  handle: ({ context, request, response }) => endSession(context, request, response),
});

/** Ends this browser's session; without one there is nothing to end. */
export async function endSession(context: AppContext, request: Request, response: Response): Promise<void> {
  await closeSession(context.database.db, readSessionToken(context.config, request));
  clearSessionCookie(context.config, request, response);
}
