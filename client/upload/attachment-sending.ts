/** How one request with a file ended. `title` is the server's own words in the reader's language. */
export type SendOutcome =
  | { name: 'kept' }
  /** No answer, or one that may be another by itself: of a proxy, of a server in trouble or asked too often. */
  | { name: 'cut'; title: string; retryAfterSeconds?: number }
  | { name: 'signed-out'; title: string }
  | { name: 'refused'; title: string }
  /** The file was changed, moved or removed on this device. */
  | { name: 'unreadable' };

/** One attachment on its way. Sizes are bytes; `tries` counts requests since somebody last asked for one. */
export type SendingState =
  | { name: 'waiting'; tries: number }
  | { name: 'sending'; tries: number; sent: number }
  /** Goes on by itself after `seconds`, or at once with `again`. */
  | { name: 'retrying'; tries: number; seconds: number; title: string }
  /** Tried often enough by itself: goes on with `again`. */
  | { name: 'stopped'; title: string }
  | { name: 'signed-out'; title: string }
  | { name: 'refused'; title: string }
  | { name: 'unreadable' }
  | { name: 'kept' };

export type SendingEvent =
  | { name: 'begun' }
  | { name: 'progress'; sent: number }
  | { name: 'ended'; outcome: SendOutcome }
  /** The wait before another try is over. */
  | { name: 'due' }
  /** Somebody asked for another try. */
  | { name: 'again' };

/** Seconds before each try that is made by itself; after the last one somebody has to ask. */
const waits = [1, 2, 4] as const;
const longestWait = 60;

/** What becomes of an attachment; an event that does not belong to its state changes nothing. */
export function nextSending(state: SendingState, event: SendingEvent): SendingState {
  switch (event.name) {
    case 'begun':
      return state.name === 'waiting' ? { name: 'sending', tries: state.tries + 1, sent: 0 } : state;
    case 'progress':
      return state.name === 'sending' ? { ...state, sent: event.sent } : state;
    case 'due':
      return state.name === 'retrying' ? { name: 'waiting', tries: state.tries } : state;
    case 'again':
      return mayAskAgain(state) ? { name: 'waiting', tries: 0 } : state;
    case 'ended':
      return state.name === 'sending' ? afterRequest(state.tries, event.outcome) : state;
    default:
      return event satisfies never;
  }
}

function afterRequest(tries: number, outcome: SendOutcome): SendingState {
  if (outcome.name !== 'cut') return outcome;
  const { title, retryAfterSeconds = 0 } = outcome;
  const wait = waits[tries - 1];
  if (wait === undefined) return { name: 'stopped', title };
  const seconds = Math.min(Math.max(wait, retryAfterSeconds), longestWait);
  return { name: 'retrying', tries, seconds, title };
}

/** What somebody can have tried once more without choosing the file again. */
export function mayAskAgain(state: SendingState): boolean {
  return ['retrying', 'stopped', 'signed-out', 'refused'].includes(state.name);
}

/** Leaving the page would lose it. */
export function isUnsent(state: SendingState): boolean {
  return ['waiting', 'sending', 'retrying', 'stopped', 'signed-out'].includes(state.name);
}

/** The place in the queue of the file that begins now: one at a time, since more only share the line. */
export function nextToBegin(queue: readonly SendingState[]): number | undefined {
  if (queue.some(({ name }) => name === 'sending')) return undefined;
  const index = queue.findIndex(({ name }) => name === 'waiting');
  return index === -1 ? undefined : index;
}

/** An answer as `XMLHttpRequest` gives it; status 0 where there was none. */
export interface SendAnswer {
  status: number;
  body: string;
  retryAfter: string | null;
}

/** What an answer to a form with a file means. */
export function readOutcome({ status, body, retryAfter }: SendAnswer): SendOutcome {
  const { code, title, id } = readFields(body);
  // A school's sign-in page for the internet answers 200 to everything, and proxies whatever they like.
  if (status === 201 && id) return { name: 'kept' };
  if (!code) return { name: 'cut', title: '' };
  const seconds = Number(retryAfter ?? Number.NaN);
  if (status === 401) return { name: 'signed-out', title };
  if (status === 408 || status === 429 || (status >= 500 && status !== 507)) {
    return { name: 'cut', title, ...(seconds > 0 && { retryAfterSeconds: seconds }) };
  }
  return { name: 'refused', title };
}

function readFields(body: string): { code: string; title: string; id: string } {
  const none = { code: '', title: '', id: '' };
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === 'object' && read !== null ? { ...none, ...read } : none;
  } catch {
    return none;
  }
}
