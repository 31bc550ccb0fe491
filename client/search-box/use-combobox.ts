import type { RefObject, TargetedKeyboardEvent } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Suggestions } from '../../server/contract/search.ts';
import { createSuggester } from './create-suggester.ts';
import { planKey } from './plan-key.ts';
import { groupSuggestions, type SuggestionGroup } from './suggestion-options.ts';

/** There is one box on a page. */
export const listId = 'search-suggestions';
export const optionId = (index: number) => `${listId}-${index}`;

export interface Combobox {
  groups: readonly SuggestionGroup[];
  count: number;
  /** The text that was suggested for. */
  typed: string;
  shown: boolean;
  active: number | null;
  /** What makes the box a combobox, once scripts run. */
  inputAttributes: Record<string, unknown>;
  close(): void;
  /** A finger or mouse is on the list: it stays as it is under them. */
  hold(held: boolean): void;
}

/** The box as a combobox: what is suggested for its text, what is marked, and what its keys do. */
export function useCombobox(input: RefObject<HTMLInputElement | null>): Combobox {
  const [awake, setAwake] = useState(false);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState<number | null>(null);
  const [answer, setAnswer] = useState<{ groups: SuggestionGroup[]; typed: string }>({
    groups: [],
    typed: '',
  });
  // Whoever is about to choose finds what they saw: an answer that comes now is kept for later.
  const held = useRef({ byPointer: false, byMark: false });

  const suggester = useMemo(
    () =>
      createSuggester({
        ask: askSuggestions,
        show(suggestions, typed) {
          if (held.current.byPointer || held.current.byMark) return;
          setAnswer({ groups: suggestions ? groupSuggestions(suggestions) : [], typed });
        },
        now: () => performance.now(),
      }),
    [],
  );

  useEffect(() => {
    setAwake(true);
    return () => suggester.stop();
  }, [suggester]);

  const count = answer.groups.reduce((sum, { options }) => sum + options.length, 0);
  const shown = awake && open && count > 0;

  useEffect(() => {
    if (active !== null) document.getElementById(optionId(active))?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  function mark(index: number | null): void {
    held.current.byMark = index !== null;
    setActive(index);
  }

  function ask(): void {
    mark(null);
    setOpen(true);
    suggester.typed(input.current?.value ?? '');
  }

  function close(): void {
    suggester.stop();
    mark(null);
    setOpen(false);
  }

  function pressed(event: TargetedKeyboardEvent<HTMLInputElement>): void {
    // While characters are being composed every key is the input method's; Safari tells by the old code alone.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const plan = planKey(event.key, { open, count, active, empty: event.currentTarget.value === '' });
    if (!plan) return;
    event.preventDefault();
    switch (plan.do) {
      case 'mark':
        mark(plan.index);
        break;
      case 'go':
        document.getElementById(optionId(plan.index))?.click();
        break;
      case 'open':
        ask();
        break;
      case 'close':
        close();
        break;
      case 'clear':
        event.currentTarget.value = '';
        ask();
        break;
      default:
        plan satisfies never;
    }
  }

  const inputAttributes = {
    role: awake ? 'combobox' : undefined,
    'aria-autocomplete': awake ? 'list' : undefined,
    'aria-expanded': awake ? shown : undefined,
    'aria-controls': awake ? listId : undefined,
    'aria-activedescendant': shown && active !== null ? optionId(active) : undefined,
    onInput: (event: InputEvent) => {
      if (!event.isComposing) ask();
    },
    onCompositionEnd: ask,
    onKeyDown: pressed,
    onBlur: close,
  };

  return {
    ...answer,
    count,
    shown,
    active,
    inputAttributes,
    close,
    hold: (byPointer) => {
      held.current.byPointer = byPointer;
    },
  };
}

async function askSuggestions(text: string, signal: AbortSignal): Promise<Suggestions> {
  const response = await fetch(`/api/suggest?q=${encodeURIComponent(text)}`, {
    headers: { accept: 'application/json' },
    signal,
  });
  if (!response.ok) throw new Error(`suggestions: ${response.status}`);
  return await response.json();
}
