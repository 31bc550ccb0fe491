import type { ComponentChildren } from 'preact';
import { ButtonLink } from './button.tsx';

interface EmptyStateProps {
  title: string;
  children?: ComponentChildren;
  /** What to do next. */
  action?: { href: string; label: string };
}

/** Nothing here yet, why, and what to do next. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div class="empty-state">
      <p class="empty-state-title">{title}</p>
      {children && <p class="secondary">{children}</p>}
      {action && <ButtonLink href={action.href}>{action.label}</ButtonLink>}
    </div>
  );
}
