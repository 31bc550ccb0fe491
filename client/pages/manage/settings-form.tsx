import { useState } from 'preact/hooks';
import type { LibrarySettings } from '../../../server/contract/pages.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { RequestProblem, TextField } from '../../islands/form-fields.tsx';
import { useForm, useLeaveWarning } from '../../islands/use-form.ts';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { SettingsFormEnd } from './settings-form-end.tsx';

export interface SettingsFormProps {
  settings: LibrarySettings;
  words: Pick<Dictionary, 'settings' | 'common'>;
}

/** Name, seal and footer of the library. */
export function SettingsForm({ settings: initial, words: { settings: words, common } }: SettingsFormProps) {
  const { busy, error, run } = useRequest();
  const { values, dirty, set, reset, ref } = useForm(initial, error);
  const [saved, setSaved] = useState(false);
  useLeaveWarning(dirty);

  function submit(event: Event) {
    event.preventDefault();
    void run(async () => {
      await askApi('/api/settings', common, { method: 'PUT', body: values });
      reset(values);
      setSaved(true);
    });
  }

  const field = (name: keyof LibrarySettings, hint?: string) => ({
    id: name,
    label: words[name],
    value: values[name],
    onValue: (value: string) => {
      setSaved(false);
      set({ [name]: value });
    },
    problem: error?.fields[name],
    hint,
    note: name === 'name' ? undefined : common.optional,
  });
  return (
    <form class="panel form-narrow" ref={ref} onSubmit={submit}>
      <RequestProblem error={error} />
      <TextField {...field('name')} required maxLength={50} />
      <TextField {...field('place', words.placeHint)} maxLength={4} />
      <TextField {...field('organiser')} maxLength={100} />
      <TextField {...field('icp', words.icpHint)} maxLength={100} />
      <TextField {...field('publicSecurity')} maxLength={100} />
      <TextField {...field('reportAddress', words.reportAddressHint)} maxLength={200} />
      <SettingsFormEnd {...{ busy, saved, words }} />
    </form>
  );
}
