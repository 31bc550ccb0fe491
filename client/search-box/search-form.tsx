import { Island } from '../islands/island.tsx';
import type { Locale } from '../ui/locale.ts';
import { SearchBox, type SearchBoxProps } from './search-box.tsx';

interface SearchFormProps extends Partial<Omit<SearchBoxProps, 'words'>> {
  locale: Locale;
}

/** The search box on a page, of which there is one; its label and words are those of the search page unless given. */
export function SearchForm({ locale, q = '', ...given }: SearchFormProps) {
  const words = locale.words.search;
  return (
    <Island
      name="search-box"
      component={SearchBox}
      props={{
        q,
        label: words.label,
        placeholder: words.placeholder,
        submit: words.find,
        ...given,
        words: {
          suggest: words.suggest,
          'suggest.count': words['suggest.count'],
          'suggest.nodes': words['suggest.nodes'],
          'suggest.lessons': words['suggest.lessons'],
          'suggest.teachers': words['suggest.teachers'],
        },
      }}
    />
  );
}
