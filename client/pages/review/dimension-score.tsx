import { useEffect, useState } from 'preact/hooks';
import type { RubricBody } from '../../../server/contract/rounds.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { readPoints, scoreChoices } from './score-choices.ts';

interface DimensionScoreProps {
  dimension: RubricBody['dimensions'][number];
  points: number | undefined;
  /** It has the focus, or is the next without a score: keys go here. */
  current: boolean;
  wrong: boolean;
  disabled: boolean;
  words: Words<'review'>;
  onScore(points: number | null): void;
  onFocus(): void;
}

/** One dimension: buttons for the usual points (a native group of radios), and exact points. */
export function DimensionScore(props: DimensionScoreProps) {
  const { dimension, points, current, wrong, disabled, words, onScore, onFocus } = props;
  const { key, name, hint } = dimension;
  const choices = scoreChoices(dimension);
  return (
    <fieldset
      class={`dimension${current ? ' dimension-current' : ''}${wrong ? ' dimension-wrong' : ''}`}
      data-dimension={key}
      onFocusIn={onFocus}
      disabled={disabled}
    >
      <legend class="visually-hidden">{fill(words.choices, { name })}</legend>
      <div class="dimension-head">
        <b aria-hidden="true">{name}</b>
        <ExactPoints {...{ dimension, points, words, onScore }} />
      </div>
      <div class="dimension-choices">
        {choices.map((choice) => (
          <label
            key={choice.points}
            class={choice.points === points ? 'score-choice score-choice-chosen' : 'score-choice'}
          >
            <input
              class="visually-hidden"
              type="radio"
              name={`score-${key}`}
              value={choice.points}
              checked={choice.points === points}
              onChange={() => onScore(choice.points)}
            />
            <span class="figure" aria-hidden="true">
              {choice.points}
            </span>
            {choice.label && (
              <span class="score-choice-label" aria-hidden="true">
                {choice.label}
              </span>
            )}
            <span class="visually-hidden">
              {fill(words.choiceLabel, { points: choice.points })}
              {choice.label && fill(words.anchorLabel, { label: choice.label })}
            </span>
          </label>
        ))}
      </div>
      <p class="dimension-hint">
        {current && points === undefined && !disabled ? (
          <>
            <span>{hint}</span>
            <span class="keys-hint">{fill(words.keysHere, { count: choices.length })}</span>
          </>
        ) : (
          hint
        )}
      </p>
    </fieldset>
  );
}

type ExactProps = Pick<DimensionScoreProps, 'dimension' | 'points' | 'words' | 'onScore'>;

/**
 * Points to the step. Out of the order of Tab, which goes from dimension to dimension; E or a press leads
 * here.
 */
function ExactPoints({ dimension, points, words, onScore }: ExactProps) {
  const { name, max, step } = dimension;
  const shown = points === undefined ? '' : String(points);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);

  return (
    <span class="exact-points figure">
      <input
        type="number"
        inputMode="decimal"
        tabIndex={-1}
        min={0}
        max={max}
        step={step}
        value={text}
        placeholder="—"
        aria-label={fill(words.exact, { name, max })}
        onInput={(event) => setText(event.currentTarget.value)}
        onChange={(event) => {
          const read = readPoints(event.currentTarget.value, dimension);
          setText(read === null ? '' : String(read));
          onScore(read);
        }}
      />
      <span aria-hidden="true"> / {max}</span>
    </span>
  );
}
