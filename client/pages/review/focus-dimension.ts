const dimensionOf = (key: string) => document.querySelector(`[data-dimension="${CSS.escape(key)}"]`);

/** Where exact points are typed. */
export function focusExact(key: string): void {
  dimensionOf(key)?.querySelector<HTMLElement>('[type="number"]')?.focus();
}

/** On the points just given, which are not checked before the next render, so that Tab leaves the dimension. */
export function focusDimension(key: string, points?: number): void {
  const radios = [...(dimensionOf(key)?.querySelectorAll<HTMLInputElement>('[type="radio"]') ?? [])];
  const given = radios.find(({ value }) => value === String(points));
  (given ?? radios.find(({ checked }) => checked) ?? radios[0])?.focus();
}
