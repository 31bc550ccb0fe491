import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { RequestProblem, SelectField, TextField } from '../../islands/form-fields.tsx';
import { useForm } from '../../islands/use-form.ts';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { NewPassword } from './new-password.tsx';

export interface SetupFormProps {
  token: string;
  words: Pick<Dictionary, 'setup' | 'common'>;
}

/** The first administrator names the bureau and takes an account; the desk opens by itself. */
export function SetupForm({ token, words: { setup: words, common } }: SetupFormProps) {
  const { busy, error, run } = useRequest();
  const empty = { organisation: '', level: 'city', displayName: '', name: '', password: '' };
  const { values, set, ref } = useForm(empty, error);

  function submit(event: Event) {
    event.preventDefault();
    void run(async () => {
      await askApi('/api/setup', common, { method: 'POST', body: { token, ...values } });
      location.assign('/manage');
    });
  }

  const field = (name: keyof typeof empty) => ({
    id: name,
    value: values[name],
    onValue: (value: string) => set({ [name]: value }),
    problem: error?.fields[name],
    required: true,
  });
  return (
    <form class="account-form" onSubmit={submit} ref={ref} method="post">
      <RequestProblem error={error} />
      <h2>{words.bureauTitle}</h2>
      <TextField
        {...field('organisation')}
        label={words.organisation}
        hint={words.organisationHint}
        maxLength={100}
        autocomplete="organization"
      />
      <SelectField
        {...field('level')}
        label={words.level}
        options={(['province', 'city', 'county'] as const).map((value) => ({
          value,
          label: words[`level.${value}`],
        }))}
      />
      <h2>{words.adminTitle}</h2>
      <TextField {...field('displayName')} label={words.displayName} maxLength={50} autocomplete="name" />
      <TextField
        {...field('name')}
        label={words.name}
        hint={words.nameHint}
        maxLength={50}
        autocomplete="username"
      />
      <NewPassword {...field('password')} words={words} />
      <Button type="submit" look="primary" disabled={busy}>
        {busy ? words.working : words.submit}
      </Button>
    </form>
  );
}
