import { z } from 'zod';
import { may, requirePerson } from '../../access/policy.ts';
import type { PageContent } from '../../contract/pages.ts';
import { listLessonsOfTeacher } from '../../db/lessons.ts';
import { describeProblem } from '../../error-handler.ts';
import { RequestError } from '../../errors.ts';
import { definePage } from '../../pages/define-page.ts';
import { buildShell } from '../../pages/shell.ts';
import { isFirstLinkOpen } from '../../people/first-start.ts';
import { readPasswordLink } from '../../people/password-link.ts';
import { presentOpenSessions } from '../../people/present-open-sessions.ts';
import { presentSecondFactor } from '../../people/second-factor.ts';
import { readSessionToken } from '../../people/session-cookie.ts';
import { CodeNeededError } from '../../people/sign-in.ts';
import { defineRoute } from '../../route.ts';
import { endOthers } from '../session/end-other-sessions.ts';
import { openSessionFor } from '../session/sign-in.ts';
import { endSession } from '../session/sign-out.ts';

/** Only a path of this site: nobody is sent elsewhere after signing in. */
const next = z
  .string()
  .regex(/^\/(?![/\\])/)
  .optional()
  .catch(undefined);

export const signInPage = definePage({
  path: '/sign-in',
  summary: 'Sign in',
  rule: 'public',
  query: z.object({ next }),
  build: async ({ query }) => ({
    page: 'sign-in',
    next: query.next ?? '',
    problem: null,
    name: '',
    ticket: null,
  }),
});

/** The form as a browser without JavaScript sends it: answers with a page, as the form expects. */
export const signInForm = defineRoute({
  method: 'POST',
  path: '/sign-in',
  summary: 'Sign in with the form',
  rule: 'public',
  limit: 'sign-in',
  page: true,
  body: z.object({
    name: z.string().max(100),
    password: z.string().max(1000).optional(),
    /** In the place of the password, once that was right and a code is asked for. */
    ticket: z.string().max(100).optional(),
    code: z.string().max(50).optional(),
    next,
  }),
  async handle(call) {
    const { context, actor, language, body, request, response, requestId } = call;
    try {
      await openSessionFor(call, body);
      response.redirect(303, body.next ?? '/desk');
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      const problem = describeProblem(error, language, requestId);
      const content: PageContent = {
        ...{ page: 'sign-in', next: body.next ?? '', problem, name: body.name },
        ticket: error instanceof CodeNeededError ? error.ticket : null,
      };
      const shell = await buildShell(context, actor, request);
      response
        .status(problem.status)
        .type('html')
        .send(context.renderer.render({ shell, ...content }, language));
    }
  },
});

/** The button in the header, as a plain form: it works without JavaScript. */
export const signOutForm = defineRoute({
  method: 'POST',
  path: '/sign-out',
  summary: 'Sign out with the form',
  rule: 'public',
  page: true,
  async handle(call) {
    await endSession(call);
    call.response.redirect(303, '/');
  },
});

export const accountPage = definePage({
  path: '/account',
  summary: 'One’s own account: where one is signed in, password, second factor',
  rule: 'signed-in',
  query: z.object({ done: z.string().optional() }),
  async build({ context, actor, request, query }) {
    const { database, clock, config } = context;
    const { id, needsSecondFactor = false } = requirePerson(actor);
    const token = readSessionToken(config, request);
    return {
      page: 'account',
      needsSecondFactor,
      othersEnded: query.done === 'others-ended',
      sessions: await presentOpenSessions(database.db, clock, config, id, token),
      secondFactor: await presentSecondFactor(database.db, id),
    };
  },
});

/** The button on the account page as a browser without JavaScript sends it. */
export const endOtherSessionsForm = defineRoute({
  method: 'POST',
  path: '/account/end-other-sessions',
  summary: 'End all of one’s own sessions but this one with the form',
  rule: 'signed-in',
  page: true,
  async handle(call) {
    await endOthers(call);
    call.response.redirect(303, '/account?done=others-ended');
  },
});

/** Where somebody's work is, or was: the first of their desks. */
export const deskPage = defineRoute({
  method: 'GET',
  path: '/desk',
  summary: 'Goes to one’s own desk',
  rule: 'signed-in',
  page: true,
  async handle({ context, actor, response }) {
    const person = requirePerson(actor);
    if (person.needsSecondFactor) return response.redirect(303, '/account');
    const held = person.roles.map(({ role }) => role);
    const desk = held.some((role) => role.endsWith('administrator') || role === 'operator')
      ? '/manage'
      : held.includes('teacher')
        ? '/teach'
        : held.includes('reviewer')
          ? '/review'
          : null;
    if (desk !== null) return response.redirect(303, desk);
    const { length: lessons } = await listLessonsOfTeacher(context.database.db, person.id, { limit: 1 });
    response.redirect(303, may(actor, 'teach.desk', { lessons }) ? '/teach' : '/account');
  },
});

const Token = z.object({ token: z.string().max(100).default('') });

export const setupPage = definePage({
  path: '/setup',
  summary: 'The first administrator sets a name and a password',
  rule: 'with-token',
  query: Token,
  build: async ({ context, query }) => ({
    page: 'setup',
    token: query.token,
    valid: await isFirstLinkOpen(context.database, context.clock, query.token),
  }),
});

export const setPasswordPage = definePage({
  path: '/set-password',
  summary: 'Somebody chooses a password with a one-time link',
  rule: 'with-token',
  query: Token,
  async build({ context, query }) {
    const link = await readPasswordLink(context, context.database.db, query.token);
    const [name, refused] = 'person' in link ? [link.person.name, null] : ['', link.refused];
    return { page: 'set-password', token: query.token, refused, name };
  },
});
