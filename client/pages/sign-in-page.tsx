import type { PageOf } from '../../server/contract/pages.ts';
import type { Words } from '../../server/contract/words/dictionary.ts';
import { Button } from '../ui/button.tsx';
import { Field, fieldAttributes, Input, PasswordInput } from '../ui/field.tsx';
import type { Locale } from '../ui/locale.ts';
import { Notice } from '../ui/notice.tsx';
import { Shell } from '../ui/shell.tsx';
import type { PageDocument } from './page-document.ts';

/** A plain form that posts `name`, `password` and `next` to `/sign-in`; where a code is asked for, that instead of the password. */
export function composeSignInPage(model: PageOf<'sign-in'>, locale: Locale): PageDocument {
  const { shell, next, problem, name, ticket } = model;
  const words = locale.words.signIn;
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
            <Notice kind={problem.code === 'totp-required' ? 'info' : 'wrong'} live>
              {problem.title}
            </Notice>
          )}
          <form action="/sign-in" method="post">
            <input type="hidden" name="next" value={next} />
            {ticket === null ? (
              <Credentials name={name} words={words} />
            ) : (
              <Code {...{ name, ticket, words }} />
            )}
            <Button type="submit" look="primary">
              {words.submit}
            </Button>
          </form>
          <p class="small secondary">{ticket === null ? words.help : words.codeHelp}</p>
        </div>
      </Shell>
    ),
  };
}

type SignInWords = Words<'signIn'>;

function Credentials({ name, words }: { name: string; words: SignInWords }) {
  return (
    <>
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
    </>
  );
}

/** The password was right: the ticket stands for it. */
function Code({ name, ticket, words }: { name: string; ticket: string; words: SignInWords }) {
  return (
    <>
      <input type="hidden" name="name" value={name} />
      <input type="hidden" name="ticket" value={ticket} />
      <Field id="code" label={words.code} hint={words.codeHint}>
        <Input
          {...fieldAttributes('code', { hint: true })}
          name="code"
          required
          autocomplete="one-time-code"
          autocapitalize="none"
          spellcheck={false}
          maxLength={20}
          autofocus
        />
      </Field>
    </>
  );
}
