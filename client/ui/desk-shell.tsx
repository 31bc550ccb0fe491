import type { ComponentChildren } from 'preact';
import type { Shell as ShellModel } from '../../server/contract/pages.ts';
import type { Desk } from './desks.ts';
import type { Locale } from './locale.ts';
import { Shell } from './shell.tsx';

export interface DeskPlace {
  href: string;
  label: string;
  current: boolean;
  /** How many things wait there; nothing is shown for 0. */
  waiting?: number;
}

interface DeskShellProps {
  shell: ShellModel;
  locale: Locale;
  desk: Desk;
  /** Rooms of this desk; without any there is no navigation beside the page. */
  places?: readonly DeskPlace[];
  title: string;
  /** Under the title, in secondary ink. */
  intro?: ComponentChildren;
  /** The screen's one primary action, at the right of the title. */
  action?: ComponentChildren;
  children: ComponentChildren;
}

/** A desk's page: its rooms at the left (above it on narrow screens), title and action, content. */
export function DeskShell({
  shell,
  locale,
  desk,
  places = [],
  title,
  intro,
  action,
  children,
}: DeskShellProps) {
  return (
    <Shell
      shell={shell}
      locale={locale}
      place={desk}
      main={`page content desk${places.length ? ' desk-wide' : ''}`}
    >
      {places.length > 0 && (
        <nav class="desk-nav" aria-label={locale.words.shell[desk]}>
          <ul>
            {places.map((place) => (
              <li key={place.href}>
                <a href={place.href} aria-current={place.current ? 'page' : undefined}>
                  <span>{place.label}</span>
                  {place.waiting ? <span class="desk-nav-waiting figure">{place.waiting}</span> : null}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <div class="desk-content">
        <div class="desk-head">
          <div>
            <h1>{title}</h1>
            {intro && <div class="secondary">{intro}</div>}
          </div>
          {action && <div class="desk-action">{action}</div>}
        </div>
        {children}
      </div>
    </Shell>
  );
}
