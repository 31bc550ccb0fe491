import type { OpenState } from '../contract/open-periods.ts';
import type { Actor } from './actor.ts';
import { type AssignmentFacts, type LessonFacts, may } from './policy.ts';

/** How much of a lesson somebody may play. */
export type PlaybackScope = 'full' | 'minute';

export type PlaybackDecision =
  | { scope: 'full' }
  | { scope: 'minute'; reason: 'outside-open-period'; until: string | null }
  | { scope: 'none' };

/** What opens the library on this browser besides the calendar. Class passes will be named here. */
export interface Opening {
  calendar: OpenState;
}

/** Seconds that play for everybody outside open periods. */
export const freeSeconds = 60;

/**
 * Signed-in people and, in an open period, everybody watch the whole; outside one a visitor gets the
 * first minute of what is published, and learns until when. Unpublished lessons play for those who may
 * see them.
 */
export function decidePlayback(actor: Actor, lesson: LessonFacts, opening: Opening): PlaybackDecision {
  if (!may(actor, 'lesson.see', lesson)) return { scope: 'none' };
  if (actor.kind === 'person' || opening.calendar.open) return { scope: 'full' };
  return { scope: 'minute', reason: 'outside-open-period', until: opening.calendar.next?.from ?? null };
}

/**
 * A reviewer plays the version that was entered, whole, whatever became of the lesson since; unless it was
 * taken back, which closes it for everybody.
 */
export function decideReviewPlayback(
  actor: Actor,
  assignment: AssignmentFacts,
  lesson: Pick<LessonFacts, 'state'>,
): PlaybackDecision {
  if (!may(actor, 'review.write', assignment) || lesson.state === 'withdrawn') return { scope: 'none' };
  return { scope: 'full' };
}
