import { fill } from '../../server/contract/words/words.ts';
import { formatClock } from '../ui/format.ts';
import { AlertIcon, DoneIcon } from '../ui/icons.tsx';
import type { SaveState } from './use-autosave.ts';

interface SaveLineProps {
  state: SaveState;
  timeZone: string;
  words: { saved: string; saving: string; unsaved: string; saveFailed: string; nothing?: string };
}

/** Whether what was typed is kept; read out when it changes. */
export function SaveLine({ state, timeZone, words }: SaveLineProps) {
  switch (state.name) {
    case 'saved':
      if (state.at === null) return <span class="save-line secondary">{words.nothing}</span>;
      return (
        <span class="save-line done-words" role="status">
          <DoneIcon size={16} />
          <span>{fill(words.saved, { time: formatClock(state.at, timeZone) })}</span>
        </span>
      );
    case 'dirty':
      return <span class="save-line secondary">{words.unsaved}</span>;
    case 'saving':
      return <span class="save-line secondary">{words.saving}</span>;
    case 'failed':
      return (
        <span class="save-line wrong-words" role="alert">
          <AlertIcon size={16} />
          <span>{fill(words.saveFailed, { reason: state.error.message })}</span>
        </span>
      );
    default:
      return state satisfies never;
  }
}
