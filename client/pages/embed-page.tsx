import type { PageOf } from '../../server/contract/pages.ts';
import { Island } from '../islands/island.tsx';
import { Player } from '../player/player.tsx';
import type { Locale } from '../ui/locale.ts';
import { MissingVideo } from './missing-video.tsx';
import type { PageDocument } from './page-document.ts';

/** The player alone, filling a frame in somebody else's page; its links open the library itself. */
export function composeEmbedPage({ lesson }: PageOf<'embed'>, locale: Locale): PageDocument {
  const { playback } = lesson;
  const home = `/lessons/${lesson.id}`;
  return {
    title: lesson.title,
    kind: 'frame',
    body: (
      <main class="embed">
        {playback && (playback.hls || playback.mp4 || playback.early) ? (
          <Island
            name="player"
            component={Player}
            props={{
              lessonId: lesson.id,
              source: `/api/lessons/${lesson.id}`,
              title: lesson.title,
              playback,
              durationSeconds: lesson.durationSeconds,
              signIn: home,
              home,
              words: locale.words.player,
              language: locale.language,
            }}
          />
        ) : (
          <MissingVideo lesson={lesson} words={locale.words.lesson} />
        )}
      </main>
    ),
  };
}
