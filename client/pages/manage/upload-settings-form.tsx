import { useState } from 'preact/hooks';
import type { UploadSettings } from '../../../server/contract/uploads.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { RequestProblem, TextField } from '../../islands/form-fields.tsx';
import { useForm, useLeaveWarning } from '../../islands/use-form.ts';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { SettingsFormEnd } from './settings-form-end.tsx';

export interface UploadSettingsFormProps {
  settings: UploadSettings;
  words: Pick<Dictionary, 'settings' | 'common'>;
}

const GiB = 1024 ** 3;

/** As it is typed: quotas in GB, nothing for none. */
const toForm = (settings: UploadSettings) => ({
  teacherQuotaBytes: toGigabytes(settings.teacherQuotaBytes),
  schoolQuotaBytes: toGigabytes(settings.schoolQuotaBytes),
  keepDays: String(settings.keepDays),
});
const toGigabytes = (bytes: number | null) => (bytes === null ? '' : String(+(bytes / GiB).toFixed(3)));
const toBytes = (typed: string) => (typed.trim() === '' ? null : Math.round(Number(typed) * GiB));

/** How much teachers and schools may keep, and how long what was not finished stays. */
export function UploadSettingsForm({
  settings,
  words: { settings: words, common },
}: UploadSettingsFormProps) {
  const { busy, error, run } = useRequest();
  const { values, dirty, set, reset, problems, check, ref } = useForm(toForm(settings), error);
  const [saved, setSaved] = useState(false);
  useLeaveWarning(dirty);

  function submit(event: Event) {
    event.preventDefault();
    if (!check(common)) return;
    void run(async () => {
      const body: UploadSettings = {
        teacherQuotaBytes: toBytes(values.teacherQuotaBytes),
        schoolQuotaBytes: toBytes(values.schoolQuotaBytes),
        keepDays: Number(values.keepDays),
      };
      reset(toForm(await askApi<UploadSettings>('/api/settings/uploads', common, { method: 'PUT', body })));
      setSaved(true);
    });
  }

  const field = (name: keyof UploadSettings, hint: string) => ({
    id: name,
    type: 'number' as const,
    label: words[name],
    value: values[name],
    onValue: (value: string) => {
      setSaved(false);
      set({ [name]: value });
    },
    problem: problems[name] ?? error?.fields[name],
    hint,
  });
  return (
    <form class="panel form-narrow" ref={ref} onSubmit={submit} aria-labelledby="upload-settings" noValidate>
      <h2 id="upload-settings">{words.uploadsTitle}</h2>
      <RequestProblem error={error} />
      <TextField
        {...field('teacherQuotaBytes', words.teacherQuotaHint)}
        note={common.optional}
        min={1}
        step="any"
      />
      <TextField
        {...field('schoolQuotaBytes', words.schoolQuotaHint)}
        note={common.optional}
        min={1}
        step="any"
      />
      <TextField {...field('keepDays', words.keepDaysHint)} required min={1} max={90} />
      <SettingsFormEnd {...{ busy, saved, words }} />
    </form>
  );
}
