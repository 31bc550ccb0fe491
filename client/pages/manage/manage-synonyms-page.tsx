import type { PageOf } from '../../../server/contract/pages.ts';
import { Island } from '../../islands/island.tsx';
import type { Locale } from '../../ui/locale.ts';
import type { PageDocument } from '../page-document.ts';
import { composeManage } from './compose-manage.tsx';
import { SynonymsForm } from './synonyms-form.tsx';

export function composeManageSynonymsPage(
  { shell, synonyms: kept }: PageOf<'manage-synonyms'>,
  locale: Locale,
): PageDocument {
  const { synonyms, common } = locale.words;
  return composeManage({
    ...{ shell, locale, place: 'synonyms', title: synonyms.title, intro: synonyms.intro },
    children: (
      <Island
        name="synonyms-form"
        component={SynonymsForm}
        props={{ synonyms: kept, words: { synonyms, common } }}
      />
    ),
  });
}
