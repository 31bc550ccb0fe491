import { useState } from 'preact/hooks';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { RequestProblem } from '../../islands/form-fields.tsx';
import { useForm } from '../../islands/use-form.ts';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NewPassword } from './new-password.tsx';

export interface PasswordFormProps {
  token: string;
  words: Pick<Dictionary, 'setup' | 'common'>;
}

/** Somebody who was handed a one-time link chooses a password. */
export function PasswordForm({ token, words: { setup: words, common } }: PasswordFormProps) {
  const { busy, error, run } = useRequest();
  const { values, set, ref } = useForm({ password: '' }, error);
  const [done, setDone] = useState(false);

  function submit(event: Event) {
    event.preventDefault();
    void run(async () => {
      await askApi('/api/set-password', common, { method: 'POST', body: { token, ...values } });
      setDone(true);
    });
  }

  if (done) {
    return (
      <div class="account-form">
        <Notice kind="done" title={words.passwordDone} live>
          <p>{words.passwordDoneHint}</p>
        </Notice>
        <ButtonLink look="primary" href="/sign-in">
          {words.signIn}
        </ButtonLink>
      </div>
    );
  }
  return (
    <form class="account-form" onSubmit={submit} ref={ref} method="post">
      <RequestProblem error={error} />
      <NewPassword
        value={values.password}
        onValue={(password) => set({ password })}
        problem={error?.fields.password}
        words={words}
      />
      <Button type="submit" look="primary" disabled={busy}>
        {busy ? words.passwordWorking : words.passwordSubmit}
      </Button>
    </form>
  );
}
