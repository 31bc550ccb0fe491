import type { Logger } from './logger.ts';

/** Something that is wrong, in a line for the operator. */
export interface LoggedProblem {
  /** What is wrong and what to do, or that it goes on by itself. */
  text: string;
  /** `warn`: it is made up for by itself. `error` when left out. */
  level?: 'error' | 'warn';
  /** Problems with the same key are one that comes again; the text when left out. */
  key?: string;
  details?: object;
}

/** One line per problem, however often it comes. */
export interface ProblemLog {
  /**
   * Logs a problem at once when it is new, and again every ten minutes while it lasts, with how often it came; each
   * time at `LOG_LEVEL=debug`.
   */
  say(problem: LoggedProblem): void;
  /** Logs that a problem is over, if it was said. One that just stops coming is said to be over ten minutes later. */
  over(key: string): void;
}

interface Saying {
  text: string;
  saidAt: number;
  /** Since it was last said. */
  times: number;
  quiet: NodeJS.Timeout;
}

/** How a line begins that says a known problem before its time. */
export const cameAgain = 'again';

/** More kinds of problems at a time than anybody reads about; the oldest is forgotten. */
const mostKnown = 200;

export function createProblemLog(
  log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>,
  { everyMs = 600_000, now = () => performance.now() } = {},
): ProblemLog {
  const known = new Map<string, Saying>();

  function end(key: string, how: string): void {
    const saying = known.get(key);
    if (!saying) return;
    clearTimeout(saying.quiet);
    known.delete(key);
    log.info({ ...(saying.times > 0 && { times: saying.times }) }, `${how}: ${saying.text}`);
  }

  function watch(key: string): NodeJS.Timeout {
    return setTimeout(() => end(key, 'has not come again'), everyMs).unref();
  }

  return {
    say({ text, level = 'error', key = text, details = {} }) {
      const before = known.get(key);
      clearTimeout(before?.quiet);
      if (before && now() - before.saidAt < everyMs) {
        log.debug(details, `${cameAgain}: ${text}`);
        known.set(key, { ...before, times: before.times + 1, quiet: watch(key) });
        return;
      }
      log[level]({ ...details, ...(before && { times: before.times + 1 }) }, text);
      known.set(key, { text, saidAt: now(), times: 0, quiet: watch(key) });
      const [oldest] = known.keys();
      if (known.size > mostKnown && oldest !== undefined) {
        clearTimeout(known.get(oldest)?.quiet);
        known.delete(oldest);
      }
    },
    over: (key) => end(key, 'over'),
  };
}
