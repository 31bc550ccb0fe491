import { randomBytes } from 'node:crypto';
import type { TestServer } from '../../start-server.ts';
import type { Thing, ThingName } from '../things.ts';

/**
 * What is expected of one route: a line of signs for each thing it can be about, in the order of
 * `callers.ts`.
 *
 *     visitor, ended session, closed account   nobody
 *     owner, colleague, elsewhere              teachers: of the lesson, of its school, of another school
 *     its, another                             school administrators
 *     its county, another county, city, province
 *     assigned, another                        reviewers
 *     operator, former                         former: every role, until yesterday
 *
 * `+` it happens (2xx, 3xx) · `-` refused (401 or the sign-in page for nobody, else 403) · `·` answered like what
 * is not there (404) · `!` may, but not in this state (409) · `x` is over (410) · `?` may, but what was sent is
 * wrong (400)
 *
 * The lines are written from what the library promises (who checks, who owns, who runs a round), never from what the
 * policy module says: two statements that have to agree.
 */
export interface Cells {
  rows: Partial<Record<ThingName, string>>;
  /** What an unsafe request carries, so that it would be carried out if it were allowed. */
  send?: (thing: Thing, server: TestServer) => Sent;
  /** Parameters of the path that have another name in the thing. */
  params?: Record<string, string>;
  /** The session it is sent with is over afterwards: each caller asks with one of its own. */
  endsSession?: boolean;
}

export interface Sent {
  body?: string | FormData;
  headers?: Record<string, string>;
}

export type ExpectedCells = Record<string, Cells>;

export const everybody = '+++ +++ ++ ++++ ++ ++';
export const signedIn = '--- +++ ++ ++++ ++ ++';
export const teachers = '--- +++ -- ---- -- --';
export const administrators = '--- --- ++ ++++ -- --';
export const administratorsAndOperator = '--- --- ++ ++++ -- +-';
export const bureaus = '--- --- -- ++++ -- --';
export const topBureau = '--- --- -- ---+ -- --';
export const topBureauAndOperator = '--- --- -- ---+ -- +-';
export const operator = '--- --- -- ---- -- +-';

/** About nothing in particular. */
export const plain = (line: string, send?: Cells['send']): Cells => ({ rows: { '': line }, send });

export const json =
  (body: (params: Record<string, string>, server: TestServer) => unknown): NonNullable<Cells['send']> =>
  ({ params }, server) => ({
    body: JSON.stringify(body(params, server)),
    headers: { 'content-type': 'application/json' },
  });

export const someWord = () => `w${randomBytes(5).toString('hex')}`;
