import type { RubricBody } from '../../../server/contract/rounds.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { joinNames } from '../../../server/contract/words/join-names.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { fullScore, groupDimensions } from './round-stage.ts';

interface RubricViewProps {
  rubric: RubricBody;
  language: Language;
  words: Words<'rounds'>;
}

/** A rubric as reviewers will meet it: dimensions with their maxima, vetoes, source. */
export function RubricView({ rubric, language, words }: RubricViewProps) {
  const vetoes = joinNames(
    rubric.vetoes.map(({ name }) => name),
    language,
  );
  return (
    <div class="rubric-view">
      <p>
        <b>{rubric.name}</b>{' '}
        <span class="secondary">{fill(words.rubricFull, { total: fullScore(rubric) })}</span>
      </p>
      {groupDimensions(rubric.dimensions).map(({ name, dimensions }) => (
        <div key={dimensions[0]?.key}>
          {name !== null && <h4>{name}</h4>}
          <ul>
            {dimensions.map((dimension) => (
              <li key={dimension.key}>
                <span>
                  {dimension.name} <span class="small secondary">{dimension.hint}</span>
                </span>
                <span class="figure">{dimension.max}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {vetoes && <p class="small">{fill(words.rubricVetoes, { vetoes })}</p>}
      <p class="small secondary">{fill(words.rubricSource, { source: rubric.source })}</p>
    </div>
  );
}
