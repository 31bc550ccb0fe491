import type { PageName, PageOf } from '../../server/contract/pages.ts';
import type { Locale } from '../ui/locale.ts';
import type { PageDocument } from './page-document.ts';

type PublicPage =
  | 'home'
  | 'search'
  | 'lesson'
  | 'embed'
  | 'books'
  | 'book'
  | 'sign-in'
  | 'privacy'
  | 'problem';

/** Models of the pages behind a sign-in, and of those that lead to an account. */
export type DeskModel = { [Name in Exclude<PageName, PublicPage>]: PageOf<Name> }[Exclude<
  PageName,
  PublicPage
>];

/** The page for a model of a desk: one composing function for every name. */
export function composeDeskPage(model: DeskModel, _locale: Locale): PageDocument {
  throw new Error(`no page is composed for ${model.page} yet`);
}
