import { useState } from 'preact/hooks';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { RequestProblem, TextField } from '../../islands/form-fields.tsx';
import { useForm } from '../../islands/use-form.ts';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NewPassword } from '../setup/new-password.tsx';

interface PasswordPanelProps {
  words: Pick<Dictionary, 'account' | 'common'>;
  /** Other sessions have ended. */
  onChange(): Promise<void>;
}

export function PasswordPanel({ words: { account: text, common }, onChange }: PasswordPanelProps) {
  const { busy, error, run } = useRequest();
  const empty = { current: '', password: '' };
  const { values, set, reset, ref } = useForm(empty, error);
  const [done, setDone] = useState(false);

  function submit(event: Event) {
    event.preventDefault();
    setDone(false);
    void run(async () => {
      await askApi('/api/session/password', common, { method: 'PUT', body: values });
      reset(empty);
      setDone(true);
      await onChange();
    });
  }

  return (
    <section class="panel" aria-labelledby="password-title">
      <h2 id="password-title">{text.passwordTitle}</h2>
      <p class="secondary">{text.passwordIntro}</p>
      <form class="form-narrow" ref={ref} onSubmit={submit} method="post">
        <RequestProblem error={error} />
        {done && (
          <Notice kind="done" live>
            <p>{text.passwordDone}</p>
          </Notice>
        )}
        <TextField
          id="current"
          type="password"
          label={text.currentPassword}
          value={values.current}
          onValue={(current) => set({ current })}
          problem={error?.fields.current}
          required
          maxLength={256}
          autocomplete="current-password"
        />
        <NewPassword
          value={values.password}
          onValue={(password) => set({ password })}
          problem={error?.fields.password}
          words={text}
        />
        <p class="form-actions">
          <Button type="submit" disabled={busy}>
            {busy ? text.working : text.passwordSubmit}
          </Button>
        </p>
      </form>
    </section>
  );
}
