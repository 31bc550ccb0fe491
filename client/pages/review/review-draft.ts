import type { ReviewDraft, RubricBody } from '../../../server/contract/rounds.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { formatTime } from '../../../server/contract/words/format-time.ts';
import { fill } from '../../../server/contract/words/words.ts';
import type { Facet } from '../../islands/what-differs.ts';

type Rubric = Pick<RubricBody, 'dimensions' | 'vetoes'>;

/** Of a review as it is kept, what its reviewer gives. */
export function draftOf({ scores, vetoes, comment, remarks }: ReviewDraft): ReviewDraft {
  return { scores, vetoes, comment, remarks };
}

/** What a review says, in words. */
export function describeDraft(
  { dimensions, vetoes }: Rubric,
  draft: ReviewDraft,
  words: Pick<Words<'review'>, 'choiceLabel' | 'vetoes' | 'comment' | 'remarks'>,
): Facet[] {
  const points = ({ key }: { key: string }) => draft.scores[key];
  const applying = vetoes.filter(({ key }) => draft.vetoes.includes(key));
  return [
    ...dimensions.map((dimension) => ({
      name: dimension.name,
      text:
        points(dimension) === undefined ? '' : fill(words.choiceLabel, { points: points(dimension) ?? 0 }),
    })),
    { name: words.vetoes, text: applying.map(({ name }) => name).join('\n') },
    { name: words.comment, text: draft.comment.trim() },
    {
      name: words.remarks,
      text: draft.remarks.map(({ at, text }) => `${formatTime(at)} ${text}`).join('\n'),
    },
  ];
}

/** The sum of the points given so far. */
export function totalOf({ dimensions }: Rubric, { scores }: Pick<ReviewDraft, 'scores'>): number {
  const sum = dimensions.reduce((total, { key }) => total + (scores[key] ?? 0), 0);
  return Math.round(sum * 100) / 100;
}

/** Dimensions without points, in the order of the rubric. */
export function missingScores({ dimensions }: Rubric, { scores }: Pick<ReviewDraft, 'scores'>) {
  return dimensions.filter(({ key }) => scores[key] === undefined);
}

/** Gives points to a dimension, or takes them back with null. */
export function score(draft: ReviewDraft, key: string, points: number | null): ReviewDraft {
  const { [key]: _, ...others } = draft.scores;
  return { ...draft, scores: points === null ? others : { ...others, [key]: points } };
}

export function toggleVeto(draft: ReviewDraft, key: string): ReviewDraft {
  const vetoes = draft.vetoes.includes(key)
    ? draft.vetoes.filter((one) => one !== key)
    : [...draft.vetoes, key];
  return { ...draft, vetoes };
}

/** Remarks stand in the order of the video. */
export function addRemark(draft: ReviewDraft, at: number, text: string): ReviewDraft {
  const said = text.trim();
  if (said === '') return draft;
  const remark = { at: Math.floor(at), text: said };
  return { ...draft, remarks: [...draft.remarks, remark].sort((a, b) => a.at - b.at) };
}

export function removeRemark(draft: ReviewDraft, index: number): ReviewDraft {
  return { ...draft, remarks: draft.remarks.filter((_, place) => place !== index) };
}

/** Why a review cannot be handed in yet; null when it can. */
export function refuseSubmit(
  rubric: Rubric,
  draft: ReviewDraft,
): { reason: 'scores'; missing: RubricBody['dimensions'] } | { reason: 'veto' } | null {
  const missing = missingScores(rubric, draft);
  if (missing.length > 0) return { reason: 'scores', missing };
  if (draft.vetoes.length > 0 && draft.comment.trim() === '') return { reason: 'veto' };
  return null;
}

/** What a key does on the reviewer's desk; null: it is left to the page. */
export type DeskKey =
  | { do: 'score'; place: number }
  | { do: 'exact' }
  | { do: 'remark' }
  | { do: 'toggle-play' }
  | { do: 'submit' }
  | { do: 'help' };

export interface DeskPress {
  key: string;
  /** Ctrl, Alt or Meta is held: that is the browser's. */
  modified: boolean;
  /** What has the focus: where somebody types, a control that uses the key itself, the player, or neither. */
  on: 'text' | 'control' | 'score' | 'player' | 'page';
}

export function deskKey({ key, modified, on }: DeskPress): DeskKey | null {
  if (modified || on === 'text' || on === 'player') return null;
  if (/^[1-9]$/.test(key)) return { do: 'score', place: Number(key) - 1 };
  switch (key) {
    case 'r':
    case 'R':
      return { do: 'remark' };
    case 'e':
    case 'E':
      return { do: 'exact' };
    case '?':
    case '？':
      return { do: 'help' };
    case ' ':
      return on === 'page' ? { do: 'toggle-play' } : null;
    case 'Enter':
      return on === 'control' ? null : { do: 'submit' };
    default:
      return null;
  }
}
