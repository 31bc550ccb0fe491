import type { ComponentChildren } from 'preact';

export interface Tab {
  href: string;
  label: ComponentChildren;
  current: boolean;
  /** How many things wait there. */
  count?: number;
}

/** Ways through one screen, each with an address of its own. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
              {tab.label}
              {tab.count !== undefined && <span class="tabs-count figure">{tab.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
