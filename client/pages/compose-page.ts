import type { PageModel } from '../../server/contract/pages.ts';
import type { Locale } from '../ui/locale.ts';
import { composeDeskPage, type DeskModel } from './compose-desk-page.ts';
import type { PageDocument } from './page-document.ts';
import { composePrivacyPage } from './privacy-page.tsx';
import { composeProblemPage } from './problem-page.tsx';
import { composeSignInPage } from './sign-in-page.tsx';

/** The page for a model: one composing function for every name. */
export function composePage(model: PageModel, locale: Locale): PageDocument {
  switch (model.page) {
    case 'sign-in':
      return composeSignInPage(model, locale);
    case 'privacy':
      return composePrivacyPage(model, locale);
    case 'problem':
      return composeProblemPage(model, locale);
    default:
      return composeDeskPage(model as DeskModel, locale);
  }
}
