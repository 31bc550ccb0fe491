import type { PageOf } from '../../../server/contract/pages.ts';
import { roundLevels } from '../../../server/contract/terms/levels.ts';
import { Island } from '../../islands/island.tsx';
import { termName } from '../../ui/lesson-place.ts';
import type { Locale } from '../../ui/locale.ts';
import type { PageDocument } from '../page-document.ts';
import { ReviewDesk } from './review-desk.tsx';

/** One lesson to be reviewed: the whole screen is for it, without the site's header and footer. */
export function composeReviewEntryPage(model: PageOf<'review-entry'>, locale: Locale): PageDocument {
  const { round, assignment, playback, attachments, position } = model;
  const { review, player, common, conflict } = locale.words;
  const { language, timeZone } = locale;
  const props = {
    roundId: round.id,
    heading: [`${round.programme.name} ${round.year}`, termName(roundLevels, round.level, language)],
    rubric: round.rubric.body,
    closed: round.state === 'closed',
    attachments: attachments.map(({ id, kind, url }) => ({ id, kind, url })),
    ...{ assignment, playback, position, language, timeZone },
    words: { review, player, common, conflict },
  };
  return {
    title: `${assignment.title} · ${review.title}`,
    kind: 'desk',
    body: (
      <>
        <a class="skip" href="#main">
          {locale.words.shell.skip}
        </a>
        <Island name="review-desk" component={ReviewDesk} props={props} />
      </>
    ),
  };
}
