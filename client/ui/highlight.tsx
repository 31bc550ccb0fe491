interface HighlightProps {
  text: string;
  /** Offsets in UTF-16 units, from and to. */
  ranges?: readonly (readonly [number, number])[];
}

/** A text with what matched marked in it. */
export function Highlight({ text, ranges = [] }: HighlightProps) {
  const pieces = [];
  let end = 0;
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (from < end || to <= from) continue;
    pieces.push(text.slice(end, from), <mark key={from}>{text.slice(from, to)}</mark>);
    end = to;
  }
  return (
    <>
      {pieces}
      {text.slice(end)}
    </>
  );
}
