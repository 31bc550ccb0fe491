import { ConflictError } from '../errors.ts';

export interface EntryToAssign {
  id: string;
  /** Named when nobody is left to review it. */
  title: string;
  teacherId: string;
  schoolId: string;
}

export interface AvailableReviewer {
  id: string;
  /** Schools they belong to today. */
  schoolIds: readonly string[];
}

export interface PlannedAssignment {
  entryId: string;
  reviewerId: string;
}

export interface AssignmentTask {
  entries: readonly EntryToAssign[];
  reviewers: readonly AvailableReviewer[];
  perEntry: number;
  /** Above school level nobody reviews lessons of a school they belong to; at school level all do. */
  keepOutOwnSchool: boolean;
  /** What is assigned already and still counts: it stays. */
  existing?: readonly PlannedAssignment[];
  /** Decides who stands first among equals, so that the same few do not always meet. */
  seed?: string;
}

/**
 * Who reviews what, as an addition to what exists: every entry reaches `perEntry` reviewers, never its own
 * teacher nor (above school level) anybody of its school, and loads are as even as that allows. The same
 * task gives the same plan, in whatever order its lists come.
 *
 * Throws `ConflictError` `not-enough-reviewers` with the title of the first lesson that cannot be served.
 */
export function planAssignments(task: AssignmentTask): PlannedAssignment[] {
  const board = new Board(task);
  for (const entry of board.entriesByChoice()) board.fill(entry);
  board.level();
  return board.added();
}

interface Place {
  entry: EntryToAssign;
  candidates: readonly string[];
  /** Assigned before: never moved. */
  kept: ReadonlySet<string>;
  /** Assigned by this plan. */
  chosen: Set<string>;
}

class Board {
  readonly #task: AssignmentTask;
  readonly #places: Place[];
  readonly #load: Map<string, number>;
  readonly #placesOf: Map<string, Set<Place>>;

  constructor(task: AssignmentTask) {
    this.#task = task;
    const reviewers = [...task.reviewers].sort((a, b) => compare(a.id, b.id));
    this.#load = new Map(reviewers.map(({ id }) => [id, 0]));
    this.#placesOf = new Map(reviewers.map(({ id }) => [id, new Set()]));
    const kept = new Map<string, Set<string>>();
    for (const { entryId, reviewerId } of task.existing ?? []) {
      kept.set(entryId, (kept.get(entryId) ?? new Set()).add(reviewerId));
      const load = this.#load.get(reviewerId);
      if (load !== undefined) this.#load.set(reviewerId, load + 1);
    }
    this.#places = [...task.entries]
      .sort((a, b) => compare(a.id, b.id))
      .map((entry) => this.#placeOf(entry, reviewers, kept.get(entry.id) ?? new Set()));
  }

  #placeOf(entry: EntryToAssign, reviewers: readonly AvailableReviewer[], kept: Set<string>): Place {
    const candidates = reviewers
      .filter((reviewer) => !kept.has(reviewer.id) && mayReview(reviewer, entry, this.#task.keepOutOwnSchool))
      .map(({ id }) => ({ id, lot: lotOf(`${this.#task.seed ?? ''}/${entry.id}/${id}`) }))
      .sort((a, b) => a.lot - b.lot)
      .map(({ id }) => id);
    return { entry, candidates, kept, chosen: new Set() };
  }

  /** Who has the least choice is served first. */
  entriesByChoice(): Place[] {
    return [...this.#places].sort((a, b) => a.candidates.length - b.candidates.length);
  }

  fill(place: Place): void {
    const needed = this.#task.perEntry - place.kept.size;
    if (place.candidates.length < needed) {
      throw new ConflictError('not-enough-reviewers', {
        title: place.entry.title,
        needed: this.#task.perEntry,
      });
    }
    // Stable: the lot decides among equals.
    const byLoad = [...place.candidates].sort((a, b) => this.#loadOf(a) - this.#loadOf(b));
    for (const reviewerId of byLoad.slice(0, Math.max(0, needed))) this.#give(place, reviewerId);
  }

  /**
   * Passes single entries on from hand to hand while that takes one from somebody who has at least two more
   * than the last in the row: without such a row, loads cannot be more even (semi-matchings without
   * cost-reducing paths are optimal: Harvey, Ladner, Lovász, Tamir 2006).
   */
  level(): void {
    for (let moved = true; moved; ) {
      moved = false;
      const byLoad = [...this.#load.keys()].sort((a, b) => this.#loadOf(b) - this.#loadOf(a));
      for (const reviewerId of byLoad) {
        while (this.#passOn(reviewerId)) moved = true;
      }
    }
  }

  #passOn(from: string): boolean {
    if (this.#loadOf(from) - Math.min(...this.#load.values()) < 2) return false;
    const reached = new Map<string, { giver: string; place: Place } | null>([[from, null]]);
    for (const giver of reached.keys()) {
      for (const place of this.#placesOf.get(giver) ?? []) {
        for (const taker of place.candidates) {
          if (reached.has(taker) || place.chosen.has(taker)) continue;
          reached.set(taker, { giver, place });
          if (this.#loadOf(taker) <= this.#loadOf(from) - 2) {
            this.#shift(reached, taker);
            return true;
          }
        }
      }
    }
    return false;
  }

  #shift(reached: ReadonlyMap<string, { giver: string; place: Place } | null>, last: string): void {
    for (let taker = last; ; ) {
      const step = reached.get(taker);
      if (!step) return;
      this.#take(step.place, step.giver);
      this.#give(step.place, taker);
      taker = step.giver;
    }
  }

  added(): PlannedAssignment[] {
    return this.#places.flatMap(({ entry, chosen }) =>
      [...chosen].sort(compare).map((reviewerId) => ({ entryId: entry.id, reviewerId })),
    );
  }

  #give(place: Place, reviewerId: string): void {
    place.chosen.add(reviewerId);
    this.#placesOf.get(reviewerId)?.add(place);
    this.#load.set(reviewerId, this.#loadOf(reviewerId) + 1);
  }

  #take(place: Place, reviewerId: string): void {
    place.chosen.delete(reviewerId);
    this.#placesOf.get(reviewerId)?.delete(place);
    this.#load.set(reviewerId, this.#loadOf(reviewerId) - 1);
  }

  #loadOf(reviewerId: string): number {
    return this.#load.get(reviewerId) ?? 0;
  }
}

function mayReview(reviewer: AvailableReviewer, entry: EntryToAssign, keepOutOwnSchool: boolean): boolean {
  if (reviewer.id === entry.teacherId) return false;
  return !(keepOutOwnSchool && reviewer.schoolIds.includes(entry.schoolId));
}

/** FNV-1a, 32 bits, stirred at the end: spreads evenly, and is the same on every machine. */
function lotOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
