import type { PageOf } from '../../server/contract/pages.ts';
import { Button } from '../ui/button.tsx';
import { Field, fieldAttributes, Input, PasswordInput } from '../ui/field.tsx';
import type { Locale } from '../ui/locale.ts';
import { Notice } from '../ui/notice.tsx';
import { Shell } from '../ui/shell.tsx';
import type { PageDocument } from './page-document.ts';

/** A plain form that posts `name`, `password`, `next` (and `code`) to `/sign-in`. */
export function composeSignInPage(model: PageOf<'sign-in'>, locale: Locale): PageDocument {
  const { shell, next, problem, name } = model;
  const words = locale.words.signIn;
  const asksCode = problem?.code === 'totp-required';
  return {
    title: words.title,
    kind: 'public',
    body: (
      <Shell shell={shell} locale={locale}>
        <div class="sign-in">
          <h1>{words.title}</h1>
          <p class="secondary">{words.intro}</p>
          {shell.insecure && <Notice kind="warning">{locale.words.shell.insecure}</Notice>}
          {problem && (
            <Notice kind={asksCode ? 'info' : 'wrong'} live>
              {problem.title}
            </Notice>
          )}
          <form action="/sign-in" method="post">
            <input type="hidden" name="next" value={next} />
            <Field id="name" label={words.name}>
              <Input
                {...fieldAttributes('name')}
                name="name"
                value={name}
                required
                maxLength={100}
                autocomplete="username"
                autocapitalize="none"
                spellcheck={false}
                autofocus={name === ''}
              />
            </Field>
            <Field id="password" label={words.password}>
              <PasswordInput
                {...fieldAttributes('password')}
                name="password"
                required
                maxLength={1000}
                autocomplete="current-password"
                autofocus={name !== ''}
              />
            </Field>
            {asksCode && (
              <Field id="code" label={words.code} hint={words.codeHint}>
                <Input
                  {...fieldAttributes('code', { hint: true })}
                  name="code"
                  inputMode="numeric"
                  autocomplete="one-time-code"
                  maxLength={10}
                />
              </Field>
            )}
            <Button type="submit" look="primary">
              {words.submit}
            </Button>
          </form>
          <p class="small secondary">{words.help}</p>
        </div>
      </Shell>
    ),
  };
}
