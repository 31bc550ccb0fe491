type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * What somebody typed, chose or ticked in a place before its code had come, which on a slow line is long: taking the
 * place over puts every control back to what the server wrote. To be called before; what it gives does it all again,
 * afterwards, as if it were done now.
 */
export function keepEarlyInput(place: HTMLElement): () => Promise<void> {
  // After a reload or going back it is the browser that fills in what stood there, over what was saved since.
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (navigation?.type !== 'navigate') return async () => {};
  const changed = [...place.querySelectorAll<Control>('input, textarea, select')]
    .filter(isChanged)
    .map((control) => ({ control, is: isTicked(control) ? control.checked : control.value }));
  return async () => {
    for (const { control, is } of changed) {
      if (typeof is === 'string') setValue(control, is);
      else if (isTicked(control)) control.checked = is;
      control.dispatchEvent(new Event('input', { bubbles: true }));
      control.dispatchEvent(new Event('change', { bubbles: true }));
      // Nobody fills in two fields before the first is drawn: components may build on what they drew last.
      await new Promise((done) => setTimeout(done));
    }
  };
}

const isTicked = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio');

function isChanged(control: Control): boolean {
  if (control instanceof HTMLSelectElement) {
    const written = [...control.options].findIndex(({ defaultSelected }) => defaultSelected);
    return control.selectedIndex !== Math.max(written, 0);
  }
  // Of radio buttons the one that is ticked now tells the whole.
  if (isTicked(control))
    return control.checked !== control.defaultChecked && (control.checked || control.type === 'checkbox');
  return control.value !== control.defaultValue;
}

/* Files stay chosen: they are nothing that a page can put back. */
function setValue(control: Control, value: string): void {
  if (!(control instanceof HTMLInputElement && control.type === 'file')) control.value = value;
}
