import type { PageOf } from '../../../server/contract/pages.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { Island } from '../../islands/island.tsx';
import type { Locale } from '../../ui/locale.ts';
import type { PageDocument } from '../page-document.ts';
import { composeManage } from './compose-manage.tsx';
import { OpenPeriodsDesk } from './open-periods-desk.tsx';

/** When everybody may watch without signing in. */
export function composeManageOpenPeriodsPage(
  model: PageOf<'manage-open-periods'>,
  locale: Locale,
): PageDocument {
  const { shell, items, proposed, timeZone, today } = model;
  const { manage, common } = locale.words;
  const props = { items, proposed, today, language: locale.language, words: { manage, common } };
  return composeManage({
    ...{ shell, locale, place: 'openPeriods', title: manage.periodsTitle },
    intro: fill(manage.periodsIntro, { timeZone: zoneName(timeZone, locale.language) }),
    children: <Island name="open-periods-desk" component={OpenPeriodsDesk} props={props} />,
  });
}

function zoneName(timeZone: string, language: 'zh' | 'en'): string {
  if (timeZone !== 'Asia/Shanghai') return timeZone;
  return language === 'zh' ? '北京' : 'Beijing';
}
