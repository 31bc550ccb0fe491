import type { PageOf } from '../../../server/contract/pages.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { Island } from '../../islands/island.tsx';
import { DeskShell } from '../../ui/desk-shell.tsx';
import { formatDay } from '../../ui/format.ts';
import type { Locale } from '../../ui/locale.ts';
import { Notice } from '../../ui/notice.tsx';
import type { PageDocument } from '../page-document.ts';
import { TeachDesk } from './teach-desk.tsx';

/** 我的课: upload, and see what has become of everything. */
export function composeTeachPage(model: PageOf<'teach'>, locale: Locale): PageDocument {
  const { shell, lessons, uploads, maxUploadBytes, rounds, mayUpload } = model;
  const { teach, upload, common } = locale.words;
  const { language, timeZone } = locale;
  const props = {
    owner: shell.session?.name ?? '',
    ...{ lessons, uploads, maxUploadBytes, mayUpload, language, timeZone },
    words: { teach, upload, common },
  };
  const open = rounds.filter((round) => !round.entered);
  return {
    title: teach.title,
    kind: 'desk',
    body: (
      <DeskShell shell={shell} locale={locale} desk="teach" title={teach.title}>
        <Island name="teach-desk" component={TeachDesk} props={props} />
        {open.length > 0 && (
          <div class="section stack">
            {open.map((round) => (
              <Notice key={round.id} kind="info">
                <p>
                  {fill(teach.roundsOpen, {
                    name: round.name,
                    date: formatDay(round.entriesUntil, language),
                  })}
                </p>
              </Notice>
            ))}
          </div>
        )}
      </DeskShell>
    ),
  };
}
