/** How the list stands when a key is pressed. */
export interface ListState {
  open: boolean;
  /** How many suggestions there are. */
  count: number;
  /** The one that is marked; null while the box itself is. */
  active: number | null;
  /** Nothing is typed. */
  empty: boolean;
}

export type KeyPlan =
  | { do: 'mark'; index: number | null }
  | { do: 'go'; index: number }
  | { do: 'open' }
  | { do: 'close' }
  | { do: 'clear' };

/**
 * What a key in the box does, as the combobox pattern of WAI-ARIA has it: the arrows go through the list and
 * back to the box, Home and End to its ends once something is marked, Enter goes where the mark is, Escape
 * closes the list and then empties the box, Tab leaves. Null: the key is the browser's.
 */
export function planKey(key: string, { open, count, active, empty }: ListState): KeyPlan | null {
  const shown = open && count > 0;
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      if (!shown) return empty ? null : { do: 'open' };
      return { do: 'mark', index: active === null ? 0 : active === last ? null : active + 1 };
    case 'ArrowUp':
      if (!shown) return empty ? null : { do: 'open' };
      return { do: 'mark', index: active === null ? last : active === 0 ? null : active - 1 };
    case 'Home':
      return shown && active !== null ? { do: 'mark', index: 0 } : null;
    case 'End':
      return shown && active !== null ? { do: 'mark', index: last } : null;
    case 'Enter':
      return shown && active !== null ? { do: 'go', index: active } : null;
    case 'Escape':
      if (shown) return { do: 'close' };
      return empty ? null : { do: 'clear' };
    default:
      return null;
  }
}
