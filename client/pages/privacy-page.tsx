import type { LibrarySettings, PageOf } from '../../server/contract/pages.ts';
import type { Words } from '../../server/contract/words/dictionary.ts';
import { fill } from '../../server/contract/words/words.ts';
import type { Locale } from '../ui/locale.ts';
import { Shell } from '../ui/shell.tsx';
import type { PageDocument } from './page-document.ts';

export function composePrivacyPage({ shell }: PageOf<'privacy'>, locale: Locale): PageDocument {
  const words = locale.words.privacy;
  return {
    title: words.title,
    kind: 'public',
    body: (
      <Shell shell={shell} locale={locale}>
        <div class="text-page">
          <h1>{words.title}</h1>
          <p class="text-page-lead">{words.lead}</p>
          <h2>{words.studentsTitle}</h2>
          <ul>
            <li>{words.studentsAccount}</li>
            <li>{words.studentsLanguage}</li>
            <li>{words.studentsDevice}</li>
            <li>{words.studentsOthers}</li>
          </ul>
          <h2>{words.staffTitle}</h2>
          <ul>
            <li>{words.staffAccount}</li>
            <li>{words.staffSession}</li>
            <li>{words.staffWork}</li>
          </ul>
          <h2>{words.logsTitle}</h2>
          <p>{words.logs}</p>
          <h2>{words.rightsTitle}</h2>
          <p>
            {words.rights}
            {locale.language === 'en' && ' '}
            {contact(shell.library, words)}
          </p>
        </div>
      </Shell>
    ),
  };
}

function contact({ organiser, reportAddress }: LibrarySettings, words: Words<'privacy'>): string {
  if (organiser && reportAddress) return fill(words.contact, { organiser, address: reportAddress });
  return organiser ? fill(words.contactOrganiser, { organiser }) : words.contactMissing;
}
