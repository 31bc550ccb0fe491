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
    refused: model.valid ? null : { title: words.linkUsed, hint: words.setupUsedHint },
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
    refused: model.refused && refusals(words)[model.refused],
    form: <Island name="password-form" component={PasswordForm} props={props} />,
  });
}

const refusals = (words: Locale['words']['setup']) => ({
  'link-used': { title: words.linkUsed, hint: words.passwordUsedHint },
  'link-maker': { title: words.linkMaker, hint: words.linkMakerHint },
});

interface AccountPage {
  title: string;
  intro: string;
  /** Why the link does not work, and what to do. */
  refused: { title: string; hint: string } | null;
  form: ComponentChildren;
}

function accountPage(
  { shell }: PageOf<'setup' | 'set-password'>,
  locale: Locale,
  { title, intro, refused, form }: AccountPage,
): PageDocument {
  const words = locale.words.setup;
  return {
    title,
    kind: 'desk',
    body: (
      <Shell shell={shell} locale={locale}>
        <div class="account-page">
          <h1>{title}</h1>
          {refused === null ? (
            <>
              <p class="secondary">{intro}</p>
              {shell.insecure && <Notice kind="warning">{locale.words.shell.insecure}</Notice>}
              {form}
            </>
          ) : (
            <>
              <Notice kind="warning" title={refused.title}>
                <p>{refused.hint}</p>
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
