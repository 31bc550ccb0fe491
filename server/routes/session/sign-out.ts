import { clearSessionCookie, readSessionToken } from '../../people/session-cookie.ts';
import { closeSession } from '../../people/sessions.ts';
import { defineRoute } from '../../route.ts';

export const signOut = defineRoute({
  method: 'DELETE',
  path: '/api/session',
  summary: 'Sign out',
  rule: 'public',
  async handle({ context, request, response }) {
    await closeSession(context.database.db, readSessionToken(context.config, request));
    clearSessionCookie(context.config, request, response);
  },
});
