import type { Lesson } from '../../server/contract/lessons.ts';
import { fill } from '../../server/contract/words/words.ts';
import { Island } from '../islands/island.tsx';
import { isMediaMoving } from '../player/early-playback.ts';
import { Player } from '../player/player.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { formatDay } from '../ui/format.ts';
import type { Locale } from '../ui/locale.ts';
import { Notice } from '../ui/notice.tsx';
import { LessonWatch, withOwnCover } from './lesson-watch.tsx';
import { MissingVideo } from './missing-video.tsx';

interface LessonVideoProps {
  lesson: Lesson;
  /** The second at which it begins to play, where the address says so. */
  startAt?: number | null;
  /** Where to sign in, with the way back. */
  signIn: string;
  locale: Locale;
}

/** The player; or why there is nothing to play. */
export function LessonVideo({ lesson, startAt, signIn, locale }: LessonVideoProps) {
  const playback = withOwnCover(lesson);
  const words = locale.words.lesson;
  if (isMediaMoving(lesson) && lesson.may.includes('download-original')) {
    const { player, teach, common } = locale.words;
    return (
      <Island
        name="lesson-watch"
        component={LessonWatch}
        props={{
          ...{ lesson, signIn, language: locale.language, startAt: startAt ?? undefined },
          words: { lesson: words, player, teach, common },
        }}
      />
    );
  }
  if (!playback || !(playback.hls || playback.mp4 || playback.early)) {
    return <MissingVideo lesson={lesson} words={words} />;
  }
  return (
    <>
      <Island
        name="player"
        component={Player}
        props={{
          lessonId: lesson.id,
          source: `/api/lessons/${lesson.id}`,
          title: lesson.title,
          playback,
          durationSeconds: lesson.durationSeconds,
          startAt: startAt ?? undefined,
          signIn,
          words: locale.words.player,
          language: locale.language,
        }}
      />
      {playback.audio && (
        <noscript>
          <p class="small">{words.soundOnly}</p>
          {/* biome-ignore lint/a11y/useMediaCaption: the video above has them */}
          <audio controls preload="none" src={playback.audio} />
        </noscript>
      )}
    </>
  );
}

/** What plays now, when it is not the whole: why, until when, and what can be done. */
export function PlaybackNotice({ lesson: { playback }, signIn, locale }: LessonVideoProps) {
  const words = locale.words.lesson;
  if (playback?.limit) {
    return (
      <Notice kind="info" title={fill(words.limitTitle, { seconds: playback.limit.seconds })}>
        <p>{limitWords(playback.limit.until, locale)}</p>
        <ButtonLink small href={signIn}>
          {words.limitSignIn}
        </ButtonLink>
      </Notice>
    );
  }
  return null;
}

function limitWords(until: string | null, { words, language }: Locale): string {
  if (until === null) return words.lesson.limitNoUntil;
  return fill(words.lesson.limitUntil, { date: formatDay(until, language) });
}
