import type { DeskPress } from './review-draft.ts';

/** A key that was pressed on the desk, and on what. */
export function readPress(event: KeyboardEvent): DeskPress {
  const modified = event.ctrlKey || event.altKey || event.metaKey;
  const target = event.target instanceof Element ? event.target : null;
  return { key: event.key, modified, on: placeOf(target) };
}

function placeOf(target: Element | null): DeskPress['on'] {
  if (target?.closest('.player')) return 'player';
  if (target?.closest('[data-dimension]')) return target.matches('[type="number"]') ? 'text' : 'score';
  if (target?.closest('textarea, input:not([type="checkbox"]), dialog')) return 'text';
  return target?.closest('button, a, input') ? 'control' : 'page';
}
