import { useEffect, useRef, useState } from 'preact/hooks';
import type { Lesson, LessonList } from '../../../server/contract/lessons.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { ApiError, askApi } from '../../ui/api.ts';
import { isMediaMoving, mergeLessons } from './lesson-states.ts';

const everyMs = 2500;

/** One's own lessons, asked for again while the video of one of them moves and somebody looks at the page. */
export function useLessons(initial: readonly Lesson[], words: Words<'common'>) {
  const [lessons, setLessons] = useState<readonly Lesson[]>(initial);
  const asking = useRef(false);

  async function refresh() {
    if (asking.current) return;
    asking.current = true;
    try {
      const { items, nextCursor } = await askApi<LessonList>('/api/lessons?mine=1&limit=100', words);
      setLessons((known) => mergeLessons(known, items, nextCursor === undefined));
    } catch (error) {
      // What is shown stays true as of its time; the next round asks again.
      if (!(error instanceof ApiError)) throw error;
    } finally {
      asking.current = false;
    }
  }

  const moving = lessons.some(isMediaMoving);
  useEffect(() => {
    if (!moving) return;
    const tick = () => {
      if (document.visibilityState === 'visible') void refresh();
    };
    const timer = setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [moving]);

  return { lessons, refresh };
}
