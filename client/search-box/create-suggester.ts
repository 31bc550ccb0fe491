import type { Suggestions } from '../../server/contract/search.ts';

/** Asks for suggestions while somebody types. */
export interface Suggester {
  /** The text as it stands now; what was asked of an earlier one is called off, its answer never shown. */
  typed(text: string): void;
  /** Nothing more is shown. */
  stop(): void;
}

interface SuggesterParts {
  /** Throws what went wrong, or the signal's reason. */
  ask(text: string, signal: AbortSignal): Promise<Suggestions>;
  /** Called with the newest text's suggestions; null where there is nothing to ask, or no answer came. */
  show(suggestions: Suggestions | null, text: string): void;
  now(): number;
}

/** A key rarely follows the last one sooner (ms): what is typed in one go is asked once. */
const shortestPause = 40;
const longestPause = 400;
/** An answer is shown again without asking for so long (ms): somebody takes back a letter or two. */
const keptFor = 60_000;
const mostKept = 50;
/** More than the server takes is never asked (UTF-16 units). */
const longestText = 200;

export function createSuggester({ ask, show, now }: SuggesterParts): Suggester {
  const kept = new Map<string, { suggestions: Suggestions; until: number }>();
  let asking = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  // On a line where an answer takes a second nobody gains by asking at every key.
  let pause = shortestPause;

  function callOff(): void {
    clearTimeout(timer);
    asking.abort();
    asking = new AbortController();
  }

  function keep(text: string, suggestions: Suggestions): void {
    kept.set(text, { suggestions, until: now() + keptFor });
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  }

  async function askFor(text: string, signal: AbortSignal): Promise<void> {
    const begun = now();
    try {
      const suggestions = await ask(text, signal);
      if (signal.aborted) return;
      pause = Math.min(longestPause, Math.max(shortestPause, (now() - begun) / 2));
      keep(text, suggestions);
      show(suggestions, text);
    } catch {
      // Searching goes on without suggestions, and says by itself what is wrong.
      if (!signal.aborted) show(null, text);
    }
  }

  return {
    typed(typed) {
      callOff();
      const text = typed.trim().replace(/\s+/g, ' ').slice(0, longestText);
      const known = kept.get(text);
      if (text === '') show(null, text);
      else if (known && known.until > now()) show(known.suggestions, text);
      else timer = setTimeout(() => void askFor(text, asking.signal), pause);
    },
    stop: callOff,
  };
}
