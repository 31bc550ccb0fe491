import type { PageOf } from '../../../server/contract/pages.ts';
import { Island } from '../../islands/island.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import type { Locale } from '../../ui/locale.ts';
import type { PageDocument } from '../page-document.ts';
import { BackupsPanel } from './backups-panel.tsx';
import { composeManage } from './compose-manage.tsx';
import { SystemDesk } from './system-desk.tsx';

/** What the operator looks at first; without a script it is as of its time, and its buttons are forms. */
export function composeManageSystemPage(
  { shell, system, backups }: PageOf<'manage-system'>,
  locale: Locale,
): PageDocument {
  const { system: words, common } = locale.words;
  const { language, timeZone } = locale;
  const props = { system, language, timeZone, words: { system: words, common } };
  return composeManage({
    ...{ shell, locale, place: 'system', title: words.title },
    action: <ButtonLink href="/manage/system">{words.refresh}</ButtonLink>,
    children: (
      <>
        <Island name="system-desk" component={SystemDesk} props={props} />
        <div class="system-more">
          <BackupsPanel backups={backups} locale={locale} />
        </div>
      </>
    ),
  });
}
