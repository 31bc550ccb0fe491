import type { PageOf } from '../../../server/contract/pages.ts';
import { Island } from '../../islands/island.tsx';
import { DeskShell } from '../../ui/desk-shell.tsx';
import { ChevronLeftIcon } from '../../ui/icons.tsx';
import type { Locale } from '../../ui/locale.ts';
import type { PageDocument } from '../page-document.ts';
import { LessonEditor } from './lesson-editor.tsx';

/** One lesson, to be completed and submitted by its teacher. */
export function composeTeachLessonPage(model: PageOf<'teach-lesson'>, locale: Locale): PageDocument {
  const { shell, lesson, choices, rounds, maxUploadBytes, attachmentLimitBytes } = model;
  const { teach, upload, player, common, conflict } = locale.words;
  const { language, timeZone } = locale;
  const props = {
    owner: shell.session?.name ?? '',
    ...{ lesson, choices, rounds, maxUploadBytes, attachmentLimitBytes, language, timeZone },
    words: { teach, upload, player, common, conflict },
  };
  return {
    title: lesson.title,
    kind: 'desk',
    body: (
      <DeskShell
        shell={shell}
        locale={locale}
        desk="teach"
        title={teach.lessonTitle}
        intro={
          <a class="back-link" href="/teach">
            <ChevronLeftIcon size={16} />
            <span>{teach.backToList}</span>
          </a>
        }
      >
        <Island name="lesson-editor" component={LessonEditor} props={props} />
      </DeskShell>
    ),
  };
}
