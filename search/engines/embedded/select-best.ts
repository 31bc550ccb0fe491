/**
 * The first `count` of the rows in the given order, without sorting the others: a heap of the best so far,
 * its worst on top.
 */
export function selectBest<Row>(
  rows: readonly Row[],
  count: number,
  compare: (one: Row, other: Row) => number,
): Row[] {
  if (rows.length <= count) return [...rows].sort(compare);
  const heap: Row[] = [];
  const worse = (one: number, other: number) => compare(heap[one]!, heap[other]!) > 0;
  const swap = (one: number, other: number) => {
    [heap[one], heap[other]] = [heap[other]!, heap[one]!];
  };
  const sink = () => {
    let at = 0;
    for (;;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && worse(child, worst)) worst = child;
      }
      if (worst === at) return;
      swap(at, worst);
      at = worst;
    }
  };
  for (const row of rows) {
    if (heap.length < count) {
      let at = heap.push(row) - 1;
      while (at > 0 && worse(at, (at - 1) >> 1)) {
        swap(at, (at - 1) >> 1);
        at = (at - 1) >> 1;
      }
    } else if (count > 0 && compare(row, heap[0]!) < 0) {
      heap[0] = row;
      sink();
    }
  }
  return heap.sort(compare);
}
