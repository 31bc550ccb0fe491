import type { KeyPress } from './keyboard.ts';

/** A keyboard event as the key table wants it. */
export function readKeyPress(event: KeyboardEvent): KeyPress {
  return {
    key: event.key,
    modified: event.ctrlKey || event.altKey || event.metaKey,
    on: controlOf(event.target),
  };
}

function controlOf(target: EventTarget | null): KeyPress['on'] {
  if (target instanceof HTMLInputElement) {
    if (target.type === 'radio') return 'choice';
    return target.classList.contains('seek-range') ? 'seek' : 'slider';
  }
  return target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement ? 'button' : 'other';
}
