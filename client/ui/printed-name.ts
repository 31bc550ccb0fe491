/** `第一单元 观察物体`: the printed number before the name, unless the name says the number already. */
export function printedName({ name, label }: { name: string; label: string | null }): string {
  return label === null || name.startsWith(label) ? name : `${label} ${name}`;
}
