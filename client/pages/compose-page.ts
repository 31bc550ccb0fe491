import type { PageModel } from '../../server/contract/pages.ts';
import type { Locale } from '../ui/locale.ts';
import { composeBookPage } from './book-page.tsx';
import { composeBooksPage } from './books-page.tsx';
import { composeDeskPage } from './compose-desk-page.ts';
import { composeEmbedPage } from './embed-page.tsx';
import { composeHomePage } from './home-page.tsx';
import { composeLessonPage } from './lesson-page.tsx';
import type { PageDocument } from './page-document.ts';
import { composePrivacyPage } from './privacy-page.tsx';
import { composeProblemPage } from './problem-page.tsx';
import { composeSearchPage } from './search-page.tsx';
import { composeSignInPage } from './sign-in-page.tsx';

/** The page for a model: one composing function for every name. */
export function composePage(model: PageModel, locale: Locale): PageDocument {
  switch (model.page) {
    case 'home':
      return composeHomePage(model, locale);
    case 'search':
      return composeSearchPage(model, locale);
    case 'lesson':
      return composeLessonPage(model, locale);
    case 'embed':
      return composeEmbedPage(model, locale);
    case 'books':
      return composeBooksPage(model, locale);
    case 'book':
      return composeBookPage(model, locale);
    case 'sign-in':
      return composeSignInPage(model, locale);
    case 'privacy':
      return composePrivacyPage(model, locale);
    case 'problem':
      return composeProblemPage(model, locale);
    default:
      return composeDeskPage(model, locale);
  }
}
