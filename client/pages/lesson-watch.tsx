import { useMemo, useState } from 'preact/hooks';
import type { Lesson, Playback } from '../../server/contract/lessons.ts';
import type { Dictionary } from '../../server/contract/words/dictionary.ts';
import type { Language } from '../../server/contract/words/words.ts';
import { usePolling } from '../islands/use-polling.ts';
import { earlyWords, isMediaMoving, pauseForMaker, versionOf } from '../player/early-playback.ts';
import { Player } from '../player/player.tsx';
import { askApi } from '../ui/api.ts';
import { MissingVideo } from './missing-video.tsx';
import { MediaState } from './teach/state-chip.tsx';

interface LessonWatchProps {
  lesson: Lesson;
  startAt?: number;
  signIn: string;
  language: Language;
  words: Pick<Dictionary, 'lesson' | 'player' | 'teach' | 'common'>;
}

/** With the picture that its teacher chose or sent, as on its card; else the best one of the video. */
export function withOwnCover({ cover, playback }: Pick<Lesson, 'cover' | 'playback'>): Playback | undefined {
  return playback && { ...playback, poster: cover ?? playback.poster };
}

/**
 * A lesson whose video is being made, for its teacher and those who check it: how far it is, what there is of it as
 * soon as it can be watched, and then the whole, at the same place. Where there was one before, that plays meanwhile.
 */
export function LessonWatch({ lesson: first, startAt, signIn, language, words }: LessonWatchProps) {
  const [lesson, setLesson] = useState(first);
  const source = `/api/lessons/${lesson.id}`;
  usePolling({
    active: isMediaMoving(lesson),
    everyMs: pauseForMaker(lesson),
    ask: async () => setLesson(await askApi<Lesson>(source, words.common)),
  });
  // Addresses are signed anew with every answer; only another media version is another video.
  const playback = useMemo(() => withOwnCover(lesson), [versionOf(lesson.playback)]);
  return (
    <>
      {playback ? (
        <Player
          {...{ lessonId: lesson.id, source, title: lesson.title, playback, startAt, signIn, language }}
          durationSeconds={lesson.durationSeconds}
          words={words.player}
        />
      ) : (
        <MissingVideo lesson={lesson} words={words.lesson} />
      )}
      <div class="lesson-watch-state">
        <MediaState lesson={lesson} words={words.teach} />
        {playback?.early && !playback.hls && <p class="small secondary">{words.teach[earlyWords(lesson)]}</p>}
        {playback?.hls && isMediaMoving(lesson) && (
          <p class="small secondary">{words.teach.replacementComes}</p>
        )}
      </div>
    </>
  );
}
