import { useState } from 'preact/hooks';
import type { Lesson } from '../../../server/contract/lessons.ts';
import type { RoundChoice } from '../../../server/contract/pages.ts';
import type { EntryReceipt } from '../../../server/contract/rounds.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { RequestProblem } from '../../islands/form-fields.tsx';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { formatDay } from '../../ui/format.ts';
import { DoneIcon } from '../../ui/icons.tsx';

interface RoundsPanelProps {
  lesson: Lesson;
  rounds: RoundChoice[];
  language: Language;
  words: Pick<Dictionary, 'teach' | 'common'>;
}

/** Rounds that take entries now, and whether this lesson is in them. */
export function RoundsPanel({ lesson, rounds: initial, language, words }: RoundsPanelProps) {
  const { teach, common } = words;
  const [rounds, setRounds] = useState(initial);
  const { busy, error, run } = useRequest();

  const change = (id: string, entryId: string | null) =>
    setRounds((before) =>
      before.map((round) => (round.id === id ? { ...round, entered: entryId !== null, entryId } : round)),
    );

  const enter = (round: RoundChoice) =>
    run(async () => {
      const body = { lesson: lesson.id };
      const address = `/api/rounds/${round.id}/entries`;
      const { id } = await askApi<EntryReceipt>(address, common, { method: 'POST', body });
      change(round.id, id);
    });

  const withdraw = (round: RoundChoice) =>
    run(async () => {
      await askApi(`/api/rounds/${round.id}/entries/${round.entryId}`, common, { method: 'DELETE' });
      change(round.id, null);
    });

  return (
    <section class="panel" aria-labelledby="rounds-title">
      <h2 id="rounds-title">{teach.enterTitle}</h2>
      {!lesson.may.includes('enter') && <p class="small secondary">{teach.enterNeedsPublished}</p>}
      {rounds.length === 0 && <p class="small secondary">{teach.enterNone}</p>}
      <RequestProblem error={error} />
      <ul class="round-choices">
        {rounds.map((round) => (
          <li key={round.id}>
            <div>
              <b>{round.name}</b>
              <p class="small secondary">
                {fill(teach.enterUntil, { date: formatDay(round.entriesUntil, language) })}
              </p>
            </div>
            {round.entered ? (
              <div class="round-choice-in">
                <span class="done-words">
                  <DoneIcon size={16} />
                  <span>{teach.entered}</span>
                </span>
                {round.entryId !== null && (
                  <Button small look="quiet" disabled={busy} onClick={() => void withdraw(round)}>
                    {teach.entryWithdraw}
                  </Button>
                )}
              </div>
            ) : (
              <Button
                small
                disabled={busy || !lesson.may.includes('enter')}
                onClick={() => void enter(round)}
              >
                {teach.enter}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
