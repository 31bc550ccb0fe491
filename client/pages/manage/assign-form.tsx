import { useState } from 'preact/hooks';
import type { PersonSummary } from '../../../server/contract/people.ts';
import type { AssignmentSummary, Round } from '../../../server/contract/rounds.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { RequestProblem } from '../../islands/form-fields.tsx';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Check } from '../../ui/field.tsx';
import { formatDay } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import type { ReviewerProgress } from './round-stage.ts';

export interface AssignFormProps {
  round: Round;
  reviewers: PersonSummary[];
  progress: ReviewerProgress[];
  language: Language;
  words: Pick<Dictionary, 'rounds' | 'common'>;
}

/** Who reviews: chosen here, spread evenly by the server. How far each is stands beside the name. */
export function AssignForm({ round, reviewers, progress, language, words }: AssignFormProps) {
  const { rounds: text, common } = words;
  const { busy, error, run } = useRequest();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(progress.map(({ id }) => id)));
  const [none, setNone] = useState(false);
  const [done, setDone] = useState<AssignmentSummary | null>(null);
  const closed = round.state === 'closed';

  function toggle(id: string) {
    setNone(false);
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }

  function submit(event: Event) {
    event.preventDefault();
    setNone(chosen.size === 0);
    if (chosen.size === 0) return;
    void run(async () => {
      const address = `/api/rounds/${round.id}/assignments`;
      const body = { reviewers: [...chosen] };
      setDone(await askApi<AssignmentSummary>(address, common, { method: 'POST', body }));
      location.reload();
    });
  }

  if (reviewers.length === 0) {
    return (
      <EmptyState
        title={text.reviewersNone}
        action={{ href: '/manage/people', label: text.reviewersAddPeople }}
      >
        {text.reviewersNoneHint}
      </EmptyState>
    );
  }
  return (
    <form class="assign-form" onSubmit={submit}>
      {!closed && <p class="small secondary">{text.reviewersHint}</p>}
      {round.takesEntries && round.counts.entries > 0 && (
        <Notice kind="info">
          {fill(text.assignEnds, { date: formatDay(round.entriesUntil, language) })}
        </Notice>
      )}
      <RequestProblem error={error} />
      {none && (
        <Notice kind="wrong" live>
          {text.assignChoose}
        </Notice>
      )}
      {done && (
        <Notice kind="done" live>
          {fill(text.assigned, { added: done.added, assigned: done.assigned })}
        </Notice>
      )}
      <ul class="reviewer-choices">
        {reviewers.map((person) => {
          const counted = progress.find(({ id }) => id === person.id);
          return (
            <li key={person.id}>
              <Check
                checked={chosen.has(person.id)}
                disabled={closed || counted !== undefined}
                onChange={() => toggle(person.id)}
                label={
                  <span class="reviewer-choice">
                    <span>{person.displayName}</span>
                    <span class="small secondary">{whereFrom(person)}</span>
                  </span>
                }
              />
              {counted && (
                <span class="reviewer-progress">
                  <progress
                    max={counted.assigned}
                    value={counted.submitted}
                    aria-label={fill(text.reviewerProgress, { ...counted })}
                  />
                  <span class="small secondary figure">{fill(text.reviewerDone, { ...counted })}</span>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {!closed && (
        <p class="form-actions">
          <Button
            type="submit"
            look={progress.length === 0 ? 'primary' : 'plain'}
            disabled={busy || round.counts.entries === 0}
          >
            {busy ? text.assigning : progress.length === 0 ? text.assign : text.assignAgain}
          </Button>
          <span class="small secondary">{fill(text.reviewerChosen, { count: chosen.size })}</span>
        </p>
      )}
    </form>
  );
}

function whereFrom({ memberships }: PersonSummary): string {
  return [...new Set(memberships.map(({ organisation }) => organisation.name))].join(' · ');
}
