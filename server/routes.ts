import type { Route } from './route.ts';
import { getSession } from './routes/session/get-session.ts';
import { signIn } from './routes/session/sign-in.ts';
import { signOut } from './routes/session/sign-out.ts';

/** Every address there is, in the order in which they are tried. */
export const routes: readonly Route[] = [signIn, getSession, signOut];
