import type { ComponentChildren } from 'preact';
import type { PageOf } from '../../../server/contract/pages.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { Island } from '../../islands/island.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import type { Locale } from '../../ui/locale.ts';
import { Notice } from '../../ui/notice.tsx';
import { Shell } from '../../ui/shell.tsx';
import type { PageDocument } from '../page-document.ts';
import { PasswordForm } from './password-form.tsx';
import { SetupForm } from './setup-form.tsx';

/** The first administrator's page, behind the link that a fresh library prints. */
export function composeSetupPage(model: PageOf<'setup'>, locale: Locale): PageDocument {
  const { setup: words, common } = locale.words;
  const props = { token: model.token, words: { setup: words, common } };
  return accountPage(model, locale, {
    title: words.title,
    intro: words.intro,
    usedHint: words.setupUsedHint,
    form: <Island name="setup-form" component={SetupForm} props={props} />,
  });
}

/** Where a one-time link leads that an administrator has handed over. */
export function composeSetPasswordPage(model: PageOf<'set-password'>, locale: Locale): PageDocument {
  const { setup: words, common } = locale.words;
  const props = { token: model.token, words: { setup: words, common } };
  return accountPage(model, locale, {
    title: words.passwordTitle,
    intro: fill(words.passwordIntro, { name: model.name }),
    usedHint: words.passwordUsedHint,
    form: <Island name="password-form" component={PasswordForm} props={props} />,
  });
}

interface AccountPage {
  title: string;
  intro: string;
  /** What to do when the link no longer works. */
  usedHint: string;
  form: ComponentChildren;
}

function accountPage(
  { shell, valid }: PageOf<'setup' | 'set-password'>,
  locale: Locale,
  { title, intro, usedHint, form }: AccountPage,
): PageDocument {
  const words = locale.words.setup;
  return {
    title,
    kind: 'desk',
    body: (
      <Shell shell={shell} locale={locale}>
        <div class="account-page">
          <h1>{title}</h1>
          {valid ? (
            <>
              <p class="secondary">{intro}</p>
              {shell.insecure && <Notice kind="warning">{locale.words.shell.insecure}</Notice>}
              {form}
            </>
          ) : (
            <>
              <Notice kind="warning" title={words.linkUsed}>
                <p>{usedHint}</p>
              </Notice>
              <ButtonLink look="primary" href="/sign-in">
                {words.signIn}
              </ButtonLink>
            </>
          )}
        </div>
      </Shell>
    ),
  };
}
