import { useEffect, useRef, useState } from 'preact/hooks';
import type { Words } from '../../server/contract/words/dictionary.ts';
import { fill } from '../../server/contract/words/words.ts';
import { levelName, type PlayerState } from './player-state.ts';

/** Milliseconds of standing still that are worth a word. */
const patience = 800;

/** Says politely what cannot be seen: that it waits, at which quality and speed it plays. */
export function Announcer({ state, words }: { state: PlayerState; words: Words<'player'> }) {
  const [text, setText] = useState('');
  const first = useRef(true);
  const shown = state.shownLevel === null ? undefined : state.levels[state.shownLevel];
  const quality = state.soundOnly ? words.soundOnly : shown ? levelName(shown) : '';

  useEffect(() => {
    if (!state.waiting) {
      setText((said) => (said === words.buffering ? '' : said));
      return;
    }
    const timer = window.setTimeout(() => setText(words.buffering), patience);
    return () => window.clearTimeout(timer);
  }, [state.waiting, words]);

  useEffect(() => {
    if (quality !== '') setText(fill(words.playingAt, { quality }));
  }, [quality, words]);

  useEffect(() => {
    if (!first.current) setText(fill(words.speedNow, { speed: state.rate }));
    first.current = false;
  }, [state.rate, words]);

  return (
    <p class="visually-hidden" role="status" aria-live="polite">
      {text}
    </p>
  );
}
