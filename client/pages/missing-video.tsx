import type { Lesson } from '../../server/contract/lessons.ts';
import type { Words } from '../../server/contract/words/dictionary.ts';

/** In the place of the player: why there is nothing to play. */
export function MissingVideo({ lesson: { media }, words }: { lesson: Lesson; words: Words<'lesson'> }) {
  const state = media.state === 'ready' ? 'hidden' : media.state;
  return (
    <div class="video-missing">
      <div>
        <p>{words[`media.${state}`]}</p>
        {media.reason && <p class="small">{media.reason.text}</p>}
      </div>
    </div>
  );
}
