import type { PageOf } from '../../../server/contract/pages.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { Island } from '../../islands/island.tsx';
import type { Locale } from '../../ui/locale.ts';
import { Notice } from '../../ui/notice.tsx';
import { Shell } from '../../ui/shell.tsx';
import type { PageDocument } from '../page-document.ts';
import { AccountDesk } from './account-desk.tsx';

/** One's own account: where one is signed in, the password, the second factor. */
export function composeAccountPage(
  { shell, sessions, secondFactor, needsSecondFactor, othersEnded }: PageOf<'account'>,
  locale: Locale,
): PageDocument {
  const { language, words } = locale;
  const { account, common } = words;
  const props = {
    ...{ sessions, secondFactor, othersEnded, language },
    timeZone: shell.timeZone,
    words: { account, common },
  };
  const { displayName = '', name = '' } = shell.session ?? {};
  return {
    title: account.title,
    kind: 'desk',
    body: (
      <Shell shell={shell} locale={locale} place="account">
        <div class="own-account">
          <h1>{account.title}</h1>
          <p class="secondary">{fill(account.intro, { name: displayName, account: name })}</p>
          {shell.insecure && <Notice kind="warning">{words.shell.insecure}</Notice>}
          {needsSecondFactor && (
            <Notice kind="warning" title={account.factorNeeded}>
              <p>{account.factorNeededHint}</p>
            </Notice>
          )}
          <Island name="account-desk" component={AccountDesk} props={props} />
        </div>
      </Shell>
    ),
  };
}
