import type { ComponentChildren } from 'preact';
import { CloseIcon } from './icons.tsx';

interface ChipProps {
  /** Without an address it is a label. */
  href?: string;
  chosen?: boolean;
  /** Shown after the words, quietly. */
  count?: number;
  /** A cross, and what it does in words: `去掉“三年级”`. */
  remove?: string;
  /** `hue-…`: the subject's edge. */
  hue?: string;
  children: ComponentChildren;
}

/** A filter, something that was understood, or a short label. */
export function Chip({ href, chosen = false, count, remove, hue, children }: ChipProps) {
  const name = `chip${chosen ? ' chip-chosen' : ''}${hue ? ` chip-hue ${hue}` : ''}`;
  const content = (
    <>
      <span>{children}</span>
      {count !== undefined && <span class="chip-count figure">{count}</span>}
      {remove && <CloseIcon size={16} />}
    </>
  );
  if (href === undefined) return <span class={name}>{content}</span>;
  return (
    <a class={name} href={href} aria-label={remove} aria-current={chosen ? 'true' : undefined}>
      {content}
    </a>
  );
}
