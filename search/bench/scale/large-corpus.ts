import type { BenchLesson } from '../lesson.ts';
import { retitled } from '../make-corpus.ts';
import { createRandom } from '../random.ts';
import { makeCaptions } from './captions.ts';

/** A corpus of any size, of which no lesson is kept in memory. */
export interface LargeCorpus {
  size: number;
  /** The lesson of that number, from 0; always the same. */
  lesson(number: number): BenchLesson;
}

/**
 * The lessons of `base`, then again and again what other teachers made of the same topics: a topic that ten
 * teachers have taught in a city has been taught by a hundred in a province. So large a share of them has captions.
 */
export function enlarge(base: readonly BenchLesson[], size: number, withCaptions = 0): LargeCorpus {
  const titles = withCaptions > 0 ? base.map(({ title }) => title) : [];
  function taught(number: number): BenchLesson {
    const original = base[number % base.length]!;
    if (number < base.length) return original;
    const random = createRandom(number);
    const { teacher } = base[random.whole(base.length)]!;
    return { ...original, id: `l${number + 1}`, title: retitled(original.title, random), teacher };
  }
  return {
    size,
    lesson(number) {
      const random = createRandom(-number);
      const lesson = taught(number);
      return random.chance(withCaptions) ? { ...lesson, captions: makeCaptions(titles, random) } : lesson;
    },
  };
}
