import { useState } from 'preact/hooks';
import type { Round } from '../../../server/contract/rounds.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { DateField, RequestProblem, TextField } from '../../islands/form-fields.tsx';
import { useForm } from '../../islands/use-form.ts';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

export interface RoundChangeFormProps {
  round: Round;
  words: Pick<Dictionary, 'rounds' | 'common'>;
}

/** Another name, other days, another number of awards, as long as the round runs. */
export function RoundChangeForm({ round, words }: RoundChangeFormProps) {
  const { rounds: text, common } = words;
  const { busy, error, run } = useRequest();
  const [open, setOpen] = useState(false);
  const initial = {
    name: round.name,
    awards: String(round.awards),
    opensOn: round.opensOn,
    entriesUntil: round.entriesUntil,
    reviewsUntil: round.reviewsUntil,
  };
  const { values, set, problems, check, ref } = useForm(initial, error);

  function submit(event: Event) {
    event.preventDefault();
    if (!check(common)) return;
    void run(async () => {
      const body = { ...values, awards: Number(values.awards) };
      await askApi(`/api/rounds/${round.id}`, common, { method: 'PATCH', body });
      location.reload();
    });
  }

  const field = (name: keyof typeof initial) => ({
    id: `change-${name}`,
    label: text[name],
    value: values[name],
    onValue: (value: string) => set({ [name]: value }),
    problem: problems[`change-${name}`] ?? error?.fields[name],
    required: true,
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{text.change}</Button>
      <Dialog
        open={open}
        title={fill(text.changeTitle, { name: round.name })}
        closeLabel={common.close}
        onClose={() => setOpen(false)}
      >
        <form ref={ref} onSubmit={submit} noValidate>
          <RequestProblem error={error} />
          <TextField {...field('name')} maxLength={100} />
          <div class="field-grid">
            <DateField {...field('opensOn')} />
            <DateField {...field('entriesUntil')} min={values.opensOn} />
            <DateField {...field('reviewsUntil')} min={values.entriesUntil} />
            <TextField {...field('awards')} type="number" min={1} max={10_000} />
          </div>
          <p class="dialog-actions">
            <Button onClick={() => setOpen(false)}>{common.cancel}</Button>
            <Button type="submit" look="primary" disabled={busy}>
              {busy ? text.changing : text.changeSave}
            </Button>
          </p>
        </form>
      </Dialog>
    </>
  );
}
