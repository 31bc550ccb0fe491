import type { ComponentChildren } from 'preact';
import type { Shell as ShellModel } from '../../server/contract/pages.ts';
import { fill } from '../../server/contract/words/words.ts';
import { SearchForm } from '../search-box/search-form.tsx';
import { addressInLanguage, type Desk, listDesks } from './desks.ts';
import { UserIcon } from './icons.tsx';
import type { Locale } from './locale.ts';
import { openWords } from './open-words.ts';
import { type SitePlace, sitePlaces } from './site-places.ts';

interface ShellProps {
  shell: ShellModel;
  locale: Locale;
  /** Which of the places in the header this page is. */
  place?: SitePlace | Desk | 'account';
  /** The search box stands in the header: on pages that have none of their own. */
  search?: boolean;
  /** Class of the main column; `page content` unless said otherwise. */
  main?: string;
  children: ComponentChildren;
}

/** Header, what holds today, the page, footer. */
export function Shell({ shell, locale, place, search, main = 'page content', children }: ShellProps) {
  return (
    <>
      <a class="skip" href="#main">
        {locale.words.shell.skip}
      </a>
      <Header shell={shell} locale={locale} place={place} search={search} />
      <OpenBar shell={shell} locale={locale} />
      <main id="main" class={main} tabIndex={-1}>
        {children}
      </main>
      <Footer shell={shell} locale={locale} />
    </>
  );
}

function Header({ shell, locale, place, search }: Pick<ShellProps, 'shell' | 'locale' | 'place' | 'search'>) {
  const { words } = locale;
  const current = (name: string) => (name === place ? ('page' as const) : undefined);
  return (
    <header class="site-header">
      <div class="page site-header-row">
        <a class="site-name" href="/">
          <b>{shell.library.name}</b>
          {shell.library.place && <span class="seal-place">{shell.library.place}</span>}
        </a>
        <nav class="site-nav" aria-label={words.shell.mainNavigation}>
          {sitePlaces.map((item) => (
            <a key={item.place} href={item.href} aria-current={current(item.place)}>
              {words.shell[item.place]}
            </a>
          ))}
        </nav>
        {search && (
          <div class="site-search">
            <SearchForm locale={locale} compact />
          </div>
        )}
        <div class="site-account">
          {shell.session === null ? (
            <a href={`/sign-in?next=${encodeURIComponent(shell.address)}`}>{words.shell.signIn}</a>
          ) : (
            <>
              {listDesks(shell.session).map((desk) => (
                <a key={desk} href={`/${desk}`} aria-current={current(desk)}>
                  {words.shell[desk]}
                </a>
              ))}
              <details class="site-person">
                <summary>
                  <UserIcon size={18} />
                  <span class="site-person-name">{shell.session.displayName}</span>
                </summary>
                <form class="site-person-menu" action="/sign-out" method="post">
                  <p class="site-person-who">
                    <b>{shell.session.displayName}</b>
                    {shell.session.organisation && <span>{shell.session.organisation.name}</span>}
                  </p>
                  <a class="button" href="/account" aria-current={current('account')}>
                    {words.shell.account}
                  </a>
                  <button class="button" type="submit">
                    {words.shell.signOut}
                  </button>
                </form>
              </details>
            </>
          )}
        </div>
      </div>
    </header>
  );
}

function OpenBar({ shell, locale }: Pick<ShellProps, 'shell' | 'locale'>) {
  const { open, lead, pieces } = openWords(shell.open, shell.session !== null, locale);
  return (
    <div class="open-state">
      <div class="page">
        <p class={open ? 'dotted open-state-open' : 'dotted'}>
          <b>{lead}</b>
          {pieces.map((piece) => (
            <span key={piece}>{piece}</span>
          ))}
        </p>
      </div>
    </div>
  );
}

function Footer({ shell, locale }: Pick<ShellProps, 'shell' | 'locale'>) {
  const { library } = shell;
  const words = locale.words.shell;
  const other = locale.language === 'zh' ? 'en' : 'zh';
  return (
    <footer class="site-footer">
      <div class="page">
        {shell.insecure && <p class="site-footer-insecure">{words.insecure}</p>}
        <ul class="site-footer-items">
          {library.organiser && <li>{fill(words.organiser, { name: library.organiser })}</li>}
          {library.icp && (
            <li>
              <a href="https://beian.miit.gov.cn/" rel="noopener external nofollow">
                {library.icp}
              </a>
            </li>
          )}
          {library.publicSecurity && (
            <li>
              <a href="https://beian.mps.gov.cn/" rel="noopener external nofollow">
                {library.publicSecurity}
              </a>
            </li>
          )}
          {library.reportAddress && <li>{fill(words.report, { address: library.reportAddress })}</li>}
          <li>
            <a href="/privacy">{words.privacy}</a>
          </li>
          <li>
            <a
              href={addressInLanguage(shell.address, other)}
              hreflang={other === 'en' ? 'en' : 'zh-CN'}
              lang={other === 'en' ? 'en' : 'zh-CN'}
            >
              {words.language}
            </a>
          </li>
        </ul>
      </div>
    </footer>
  );
}
