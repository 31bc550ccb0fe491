import type { ComponentChildren } from 'preact';
import type { ReviewDraft, RubricBody } from '../../../server/contract/rounds.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { TextareaField } from '../../islands/form-fields.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Check } from '../../ui/field.tsx';
import { AlertIcon } from '../../ui/icons.tsx';
import { fullScore, groupDimensions } from '../manage/round-stage.ts';
import { DimensionScore } from './dimension-score.tsx';
import { missingScores, score, toggleVeto, totalOf } from './review-draft.ts';

interface ScorePanelProps {
  rubric: RubricBody;
  draft: ReviewDraft;
  /** The dimension that keys go to. */
  currentKey: string | null;
  state: 'open' | 'submitted' | 'closed';
  disabled: boolean;
  busy: boolean;
  /** Why it was not handed in, in words. */
  refusal: string | null;
  problem: ComponentChildren;
  hasNext: boolean;
  nextHref: string | null;
  language: Language;
  words: Words<'review'>;
  onChange(draft: ReviewDraft): void;
  onFocus(key: string): void;
  onSubmit(): void;
}

/** The rubric to be filled in, with the total and the way on always in sight. */
export function ScorePanel(props: ScorePanelProps) {
  const { rubric, draft, currentKey, state, disabled, busy, refusal, words, onChange } = props;
  const missing = missingScores(rubric, draft);
  return (
    <form
      id="review-form"
      tabIndex={-1}
      class="score-panel"
      noValidate
      aria-labelledby="score-title"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      <div class="score-scroll">
        <div class="score-head">
          <h2 id="score-title">{words.rubric}</h2>
          <p class="small secondary">{fill(words.full, { name: rubric.name, total: fullScore(rubric) })}</p>
        </div>
        {groupDimensions(rubric.dimensions).map(({ name, dimensions }) => (
          <div key={dimensions[0]?.key} class="dimension-group">
            {name !== null && <h3>{name}</h3>}
            {dimensions.map((dimension) => (
              <DimensionScore
                key={dimension.key}
                dimension={dimension}
                points={draft.scores[dimension.key]}
                current={dimension.key === currentKey}
                wrong={refusal !== null && draft.scores[dimension.key] === undefined}
                disabled={disabled}
                words={words}
                onScore={(points) => onChange(score(draft, dimension.key, points))}
                onFocus={() => props.onFocus(dimension.key)}
              />
            ))}
          </div>
        ))}
        {rubric.vetoes.length > 0 && (
          <fieldset class="vetoes" disabled={disabled}>
            <legend>{words.vetoes}</legend>
            {rubric.vetoes.map(({ key, name }) => (
              <Check
                key={key}
                label={name}
                checked={draft.vetoes.includes(key)}
                onChange={() => onChange(toggleVeto(draft, key))}
              />
            ))}
            {draft.vetoes.length > 0 && <p class="small secondary">{words.vetoesHint}</p>}
          </fieldset>
        )}
        <TextareaField
          id="comment"
          label={words.comment}
          hint={words.commentHint}
          value={draft.comment}
          maxLength={5000}
          disabled={disabled}
          onValue={(comment) => onChange({ ...draft, comment })}
        />
      </div>
      <div class="score-foot">
        {props.problem}
        {refusal && (
          <p class="wrong-words" role="alert">
            <AlertIcon size={16} />
            <span>{refusal}</span>
          </p>
        )}
        <div class="score-foot-row">
          <p class="score-total" role="status">
            <span class="visually-hidden">{words.total}</span>
            <b class="figure">{totalOf(rubric, draft)}</b>
            <span class="secondary">
              {missing.length > 0 ? fill(words.left, { count: missing.length }) : words.allScored}
            </span>
          </p>
          {state === 'open' ? (
            <Button type="submit" look="primary" disabled={busy}>
              {busy ? words.submitting : props.hasNext ? words.submit : words.submitLast}
              <kbd>↵</kbd>
            </Button>
          ) : (
            <span class="score-done">
              <span class="secondary">{state === 'submitted' ? words.submitted : words.closed}</span>
              {props.nextHref && <ButtonLink href={props.nextHref}>{words.next}</ButtonLink>}
            </span>
          )}
        </div>
      </div>
    </form>
  );
}
