import type { RubricBody } from '../../../server/contract/rounds.ts';

type Dimension = RubricBody['dimensions'][number];

export interface ScoreChoice {
  points: number;
  /** The grade that the rubric gives to these points. */
  label?: string;
}

/** How much of the maximum the buttons stand for: below that reviewers type. */
const shares = [0.6, 0.7, 0.8, 0.9, 1];

/**
 * The buttons of a dimension, from low to high: the points its rubric has grades for, with the maximum, or
 * five values from sixty per cent on. Whole points where the maximum is ten or more, steps below that.
 */
export function scoreChoices(dimension: Pick<Dimension, 'max' | 'step' | 'anchors'>): ScoreChoice[] {
  const { max, step, anchors = [] } = dimension;
  if (anchors.length > 0) {
    const graded = anchors
      .map(({ label, points }) => ({ label, points }))
      .sort((a, b) => a.points - b.points);
    return graded.some(({ points }) => points === max) ? graded : [...graded, { points: max }];
  }
  const grain = max >= 10 && step < 1 ? 1 : step;
  const points = shares.map((share) => roundTo(max * share, grain));
  const distinct = [...new Set(points)];
  // Few steps: the highest five of them.
  if (distinct.length < shares.length) {
    const all = Array.from({ length: Math.floor(max / step + 1e-9) + 1 }, (_, index) =>
      tidy(max - index * step),
    );
    return all
      .slice(0, shares.length)
      .reverse()
      .map((value) => ({ points: value }));
  }
  return distinct.map((value) => ({ points: Math.min(value, max) }));
}

/** What was typed, as points of the dimension: on a step, between 0 and the maximum; null when it is none. */
export function readPoints(text: string, { max, step }: Pick<Dimension, 'max' | 'step'>): number | null {
  const trimmed = text.trim();
  const value = Number(trimmed);
  if (trimmed === '' || !Number.isFinite(value)) return null;
  return Math.max(0, Math.min(max, roundTo(value, step)));
}

function roundTo(value: number, grain: number): number {
  return tidy(Math.round(value / grain + 1e-9) * grain);
}

/** 0.1 + 0.2 is 0.3 here. */
function tidy(value: number): number {
  return Math.round(value * 1000) / 1000;
}
