import type { BenchLesson } from '../lesson.ts';
import { retitled } from '../make-corpus.ts';
import { createRandom } from '../random.ts';

/** A corpus of any size, of which no lesson is kept in memory. */
export interface LargeCorpus {
  size: number;
  /** The lesson of that number, from 0; always the same. */
  lesson(number: number): BenchLesson;
}

/**
 * The lessons of `base`, then again and again what other teachers made of the same topics: a topic that ten
 * teachers have taught in a city has been taught by a hundred in a province.
 */
export function enlarge(base: readonly BenchLesson[], size: number): LargeCorpus {
  return {
    size,
    lesson(number) {
      const original = base[number % base.length]!;
      if (number < base.length) return original;
      const random = createRandom(number);
      const { teacher } = base[random.whole(base.length)]!;
      return { ...original, id: `l${number + 1}`, title: retitled(original.title, random), teacher };
    },
  };
}
