import type { PageOf } from '../../server/contract/pages.ts';
import { joinNames } from '../../server/contract/words/join-names.ts';
import { fill } from '../../server/contract/words/words.ts';
import { ButtonLink } from '../ui/button.tsx';
import { formatNumber } from '../ui/format.ts';
import type { Locale } from '../ui/locale.ts';
import { nameOf } from './search-chips.tsx';

interface NothingFoundProps {
  model: PageOf<'search'>;
  locale: Locale;
}

/** No hits: what was understood, what would be found with one condition less, and where it stands in the books. */
export function NothingFound({ model, locale }: NothingFoundProps) {
  const words = locale.words.search;
  const { q, understood, instead, places } = model;
  const names = understood.map(({ name }) => name);
  return (
    <div class="search-none">
      <p class="search-none-title">{q ? fill(words.noneFor, { q }) : words.resultsNone}</p>
      {understood.length > 0 && (
        <p>{fill(words.noneUnderstood, { names: joinNames(names, locale.language) })}</p>
      )}
      {instead.length > 0 && (
        <ul class="search-none-list">
          {instead.map(({ field, name, count, href }) => (
            <li key={href}>
              <a href={href} rel="nofollow">
                {field === null
                  ? fill(words.insteadAll, { count: formatNumber(count, locale.language) })
                  : fill(words.instead, {
                      name: nameOf({ field, name }, words),
                      count: formatNumber(count, locale.language),
                    })}
              </a>
            </li>
          ))}
        </ul>
      )}
      {places.length > 0 && (
        <>
          <h2>{words.places}</h2>
          <ul class="search-none-list">
            {places.map(({ href, name, above }) => (
              <li key={href}>
                <a href={href}>{name}</a>
                <span class="secondary">{above}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="secondary">{words.noneHint}</p>
      <ButtonLink href="/books">{words.noneAction}</ButtonLink>
    </div>
  );
}
