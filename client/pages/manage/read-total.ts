/** What was typed as a total: null when nothing was; `wrong` when it is no count of at least `awarded`. */
export function readTotal(text: string, awarded: number): number | null | 'wrong' {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const total = Number(trimmed);
  return Number.isInteger(total) && total >= awarded ? total : 'wrong';
}
