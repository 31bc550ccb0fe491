import type { ComponentChildren } from 'preact';
import { AlertIcon, DoneIcon, InfoIcon, WarningIcon } from './icons.tsx';

export type NoticeKind = 'info' | 'done' | 'warning' | 'wrong';

const icons = { info: InfoIcon, done: DoneIcon, warning: WarningIcon, wrong: AlertIcon } as const;

interface NoticeProps {
  kind: NoticeKind;
  title?: ComponentChildren;
  /** Something that just happened: read out at once. */
  live?: boolean;
  children?: ComponentChildren;
}

/** Something to know before going on: a sign, words, and a colour that says the same. */
export function Notice({ kind, title, live = false, children }: NoticeProps) {
  const NoticeIcon = icons[kind];
  return (
    <div class={`notice notice-${kind}`} role={live ? (kind === 'wrong' ? 'alert' : 'status') : undefined}>
      <NoticeIcon />
      <div class="notice-text">
        {title && <p class="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
