import type { Playback } from '../../server/contract/lessons.ts';
import type { Words } from '../../server/contract/words/dictionary.ts';
import type { Language } from '../../server/contract/words/words.ts';

export interface PlayerProps {
  /** Under what the position is remembered on this device. */
  lessonId: string;
  title: string;
  playback: Playback;
  durationSeconds: number | null;
  words: Words<'player'>;
  language: Language;
}

export function Player({ playback, title }: PlayerProps) {
  return (
    <div class="player">
      <video controls preload="none" playsInline poster={playback.poster} src={playback.mp4} title={title} />
    </div>
  );
}
