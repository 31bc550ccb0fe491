import type { PageOf } from '../../../server/contract/pages.ts';
import type { Session } from '../../../server/contract/session.ts';
import { Island } from '../../islands/island.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import type { Locale } from '../../ui/locale.ts';
import type { PageDocument } from '../page-document.ts';
import { CheckQueue } from './check-queue.tsx';
import { composeManage } from './compose-manage.tsx';

/** 先审后发: lessons that wait to be published. */
export function composeManageLessonsPage(
  { shell, lessons }: PageOf<'manage-lessons'>,
  locale: Locale,
): PageDocument {
  const { manage, player, common } = locale.words;
  const { language, timeZone } = locale;
  const props = { lessons, language, timeZone, words: { manage, player, common } };
  return composeManage({
    ...{ shell, locale, place: 'lessons', title: manage.checkTitle, intro: manage.checkIntro },
    action: <ButtonLink href={publishedOf(shell.session)}>{manage.publishedLessons}</ButtonLink>,
    children: <Island name="check-queue" component={CheckQueue} props={props} />,
  });
}

/** Where one of them is withdrawn again; a bureau has those of all its schools. */
function publishedOf(session: Session | null): string {
  const school = session?.roles.includes('school-administrator') ? session.organisation : null;
  return school ? `/lessons?school=${encodeURIComponent(school.id)}` : '/lessons';
}
