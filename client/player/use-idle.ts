import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Milliseconds without a move after which the controls go while the video plays. */
const patience = 3000;

/**
 * True while nobody touches the player and it plays. Controls never go while one of them has the focus
 * by keyboard, a menu is open, or the pointer rests on them.
 */
export function useIdle(root: RefObject<HTMLElement | null>, playing: boolean): boolean {
  const [idle, setIdle] = useState(false);

  useEffect(() => {
    const element = root.current;
    if (!element || !playing) {
      setIdle(false);
      return;
    }
    let timer = 0;
    const rest = () => {
      if (isBusy(element)) wake();
      else setIdle(true);
    };
    const wake = () => {
      setIdle(false);
      window.clearTimeout(timer);
      timer = window.setTimeout(rest, patience);
    };
    const leave = () => {
      if (!isBusy(element)) setIdle(true);
    };
    const signs = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;
    for (const sign of signs) element.addEventListener(sign, wake);
    element.addEventListener('mouseleave', leave);
    wake();
    return () => {
      window.clearTimeout(timer);
      for (const sign of signs) element.removeEventListener(sign, wake);
      element.removeEventListener('mouseleave', leave);
    };
  }, [root, playing]);

  return idle;
}

function isBusy(element: HTMLElement): boolean {
  const bar = element.querySelector('.player-controls');
  return (
    bar !== null &&
    (bar.querySelector('[aria-expanded="true"]') !== null || matches(bar, ':hover') || hasKeyboardFocus(bar))
  );
}

function hasKeyboardFocus(bar: Element): boolean {
  const focused = document.activeElement;
  return focused !== null && bar.contains(focused) && matches(focused, ':focus-visible');
}

/** Safari 14 does not know `:focus-visible`: there every focus counts. */
function matches(element: Element, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    return true;
  }
}
