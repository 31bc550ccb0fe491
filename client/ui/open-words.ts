import type { OpenState } from '../../server/contract/open-periods.ts';
import { fill } from '../../server/contract/words/words.ts';
import { formatDay } from './format.ts';
import type { Locale } from './locale.ts';

/** What holds today, in pieces that are shown with a dot between; the first is the one that matters. */
export interface OpenWords {
  open: boolean;
  lead: string;
  pieces: string[];
}

export function openWords(state: OpenState, signedIn: boolean, { words, language }: Locale): OpenWords {
  const { shell } = words;
  if (state.open) {
    if (!state.period) return { open: true, lead: shell.openNoCalendar, pieces: [] };
    const { name, until } = state.period;
    const days = state.daysLeft ?? 0;
    const end = fill(days > 0 ? shell.openUntil : shell.openLastDay, {
      date: formatDay(until, language),
      days,
    });
    return { open: true, lead: fill(shell.openName, { name }), pieces: [shell.openFree, end] };
  }
  const next = state.next
    ? fill(shell.closedNext, { name: state.next.name, date: formatDay(state.next.from, language) })
    : '';
  const now = signedIn ? shell.closedSignedIn : shell.closedVisitor;
  return { open: false, lead: shell.closedName, pieces: [now, next].filter((piece) => piece !== '') };
}
