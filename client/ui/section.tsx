import type { ComponentChildren } from 'preact';

interface SectionProps {
  title: ComponentChildren;
  /** Where there is more of it. */
  more?: { href: string; label: string };
  children: ComponentChildren;
}

/** A part of a page under its heading. */
export function Section({ title, more, children }: SectionProps) {
  return (
    <section class="section">
      <div class="section-head">
        <h2>{title}</h2>
        {more && <a href={more.href}>{more.label}</a>}
      </div>
      {children}
    </section>
  );
}
