import { useState } from 'preact/hooks';
import type { Lesson, LessonList } from '../../../server/contract/lessons.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { usePolling } from '../../islands/use-polling.ts';
import { isMediaMoving } from '../../player/early-playback.ts';
import { askApi } from '../../ui/api.ts';
import { mergeLessons } from './lesson-states.ts';

/** One's own lessons, asked for again while the video of one of them moves and somebody looks at the page. */
export function useLessons(initial: readonly Lesson[], words: Words<'common'>) {
  const [lessons, setLessons] = useState<readonly Lesson[]>(initial);
  const { refresh } = usePolling({
    active: lessons.some(isMediaMoving),
    everyMs: 2500,
    async ask() {
      const { items, nextCursor } = await askApi<LessonList>('/api/lessons?mine=1&limit=100', words);
      setLessons((known) => mergeLessons(known, items, nextCursor === undefined));
    },
  });
  return { lessons, refresh };
}
