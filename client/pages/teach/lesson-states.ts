import type { Lesson, LessonState, MediaState } from '../../../server/contract/lessons.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';

type Tone = 'plain' | 'waiting' | 'wrong' | 'done';

type StateOf = Pick<Lesson, 'state' | 'media'>;

/** How each state of a lesson looks; its words are `state.…`. */
const tones: Readonly<Record<LessonState, Tone>> = {
  draft: 'plain',
  submitted: 'waiting',
  returned: 'wrong',
  published: 'done',
  withdrawn: 'plain',
};

const wrongMedia: readonly MediaState[] = ['rejected', 'failed'];

export function describeState({ state }: Pick<Lesson, 'state'>, words: Words<'teach'>) {
  return { text: words[`state.${state}`], tone: tones[state] };
}

/** What is to be said about the video; null when it is ready and there is nothing to say. */
export interface MediaLine {
  text: string;
  /** Time left, in words. */
  detail: string | undefined;
  /** Above 0, to 1; undefined: waiting, or too early to tell; null: no bar. */
  progress: number | undefined | null;
  wrong: boolean;
  /** What is wrong with the file, and what to do. */
  reason: string | undefined;
}

export function describeMedia(lesson: StateOf, words: Words<'teach'>): MediaLine | null {
  const { state, progress, secondsLeft, reason } = lesson.media;
  if (state === 'ready') return null;
  const processing = state === 'processing';
  return {
    text: words[`media.${state}`],
    detail: processing && secondsLeft !== null ? leftWords(secondsLeft, words) : undefined,
    progress: processing ? progress || undefined : state === 'queued' ? undefined : null,
    wrong: wrongMedia.includes(state),
    reason: reason?.text,
  };
}

/** Files that came with the lesson change by themselves, as its video may. */
export function isBeingChecked({ attachments, warnings }: Pick<Lesson, 'attachments' | 'warnings'>): boolean {
  return (
    attachments.some(({ state }) => state === 'checking') ||
    warnings.some(({ code }) => code === 'cover-pending')
  );
}

export type NextStep = 'retry' | 'replace' | 'correct' | 'again' | 'complete' | 'upload' | 'open' | 'view';

/**
 * What its teacher should do with a lesson; `open` when nothing is waiting (as with a lesson
 * that they took back themselves), `view` when they have left its school.
 */
export function nextStep(lesson: Pick<Lesson, 'state' | 'media' | 'may' | 'returned'>): NextStep {
  if (!lesson.may.includes('edit')) return 'view';
  if (lesson.media.state === 'failed' && lesson.may.includes('retry')) return 'retry';
  if (wrongMedia.includes(lesson.media.state)) return 'replace';
  if (lesson.state === 'returned') return 'correct';
  if (lesson.state === 'withdrawn') return lesson.returned ? 'again' : 'open';
  if (lesson.state === 'draft') return lesson.media.state === 'none' ? 'upload' : 'complete';
  return 'open';
}

const urgency: Readonly<Record<NextStep, number>> = {
  replace: 0,
  retry: 0,
  correct: 1,
  again: 2,
  complete: 3,
  upload: 4,
  open: 5,
  view: 6,
};

/** Lessons that wait for their teacher, the most urgent first, and the others as they came. */
export function sortByNeed(lessons: readonly Lesson[]): { waiting: Lesson[]; others: Lesson[] } {
  const waits = (lesson: Lesson) => urgency[nextStep(lesson)] < urgency.open;
  const waiting = lessons.filter(waits).sort((a, b) => urgency[nextStep(a)] - urgency[nextStep(b)]);
  return { waiting, others: lessons.filter((lesson) => !waits(lesson)) };
}

/** The lessons on the page after the server was asked again: fresh ones over known ones, new ones first. */
export function mergeLessons(known: readonly Lesson[], fresh: readonly Lesson[], whole: boolean): Lesson[] {
  if (whole) return [...fresh];
  const ids = new Set(fresh.map((lesson) => lesson.id));
  return [...fresh, ...known.filter((lesson) => !ids.has(lesson.id))];
}

function leftWords(seconds: number, words: Words<'teach'>): string {
  if (seconds < 60) return words.secondsLeft;
  return fill(words.minutesLeft, { minutes: Math.round(seconds / 60) });
}
