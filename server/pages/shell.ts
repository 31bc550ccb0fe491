import type { Request } from 'express';
import type { Actor } from '../access/actor.ts';
import { readCalendar } from '../access/read-calendar.ts';
import type { AppContext } from '../context.ts';
import type { Shell } from '../contract/pages.ts';
import { readLibrarySettings } from '../library-settings.ts';
import { presentSession } from '../people/present-session.ts';
import { isSecure } from '../people/session-cookie.ts';

/** What every page shows around its content. */
export async function buildShell(context: AppContext, actor: Actor, request: Request): Promise<Shell> {
  const [library, calendar] = await Promise.all([
    readLibrarySettings(context.database.db),
    readCalendar(context),
  ]);
  return {
    library,
    open: calendar.open,
    session: actor.kind === 'person' ? presentSession(actor) : null,
    address: request.originalUrl,
    insecure: !isSecure(context.config, request) && !isLoopback(request.hostname),
    timeZone: context.config.timeZone,
  };
}

const isLoopback = (host: string) => host === 'localhost' || host === '[::1]' || host.startsWith('127.');
