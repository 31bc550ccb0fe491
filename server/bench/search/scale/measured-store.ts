import type { BenchLesson } from '../../../../search/bench/lesson.ts';
import type { LargeCorpus } from '../../../../search/bench/scale/large-corpus.ts';

/** Where a lesson stands, in the names of the corpus: what people choose when they browse. */
export type Browsed = Pick<BenchLesson, 'stage' | 'subject' | 'grade'>;

/** Something that lessons are searched in. Everything that asks resolves when the whole answer is there. */
export interface MeasuredStore extends AsyncDisposable {
  /** Takes in the whole corpus. */
  build(corpus: LargeCorpus): Promise<void>;
  /** Ids of the first page, in the order in which they are shown, with the counts of all facets it has. */
  search(q: string): Promise<string[]>;
  browse(place: Browsed): Promise<string[]>;
  /** What the text being typed may become; null where the peer has no such thing. */
  suggest: ((text: string) => Promise<unknown>) | null;
  /** Whether it looks into captions. */
  readsCaptions: boolean;
  /** Publishes a lesson, or what it has become; it is searchable some time later. */
  publish(lesson: BenchLesson): Promise<void>;
  /** The processes that hold it; null where it runs elsewhere. */
  processes(): number[] | null;
  diskBytes(): Promise<number | null>;
}

/** As many as one page of results shows. */
export const pageSize = 24;
export const suggestionLimit = 8;
