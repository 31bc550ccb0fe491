import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger';

interface Look {
  /** `primary` once on a screen at most. */
  look?: ButtonLook;
  small?: boolean;
  children: ComponentChildren;
}

export function Button({
  look = 'plain',
  small = false,
  type = 'button',
  class: extra,
  children,
  ...rest
}: Look & ButtonHTMLAttributes) {
  return (
    <button type={type} class={buttonClass(look, small, extra)} {...rest}>
      {children}
    </button>
  );
}

/** A link that looks like a button: it goes somewhere, it does not do something. */
export function ButtonLink({
  look = 'plain',
  small = false,
  href,
  onClick,
  children,
}: Look & { href: string; onClick?(event: MouseEvent): void }) {
  return (
    <a class={buttonClass(look, small)} href={href} onClick={onClick}>
      {children}
    </a>
  );
}

function buttonClass(look: ButtonLook, small: boolean, extra?: unknown): string {
  return `button button-${look}${small ? ' button-small' : ''}${typeof extra === 'string' ? ` ${extra}` : ''}`;
}
