/**
 * Does `work` for every item, at most `limit` at a time, and answers the results in the items' order. After a failure
 * nothing more is begun, and it is thrown when what runs has ended.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  let failed = false;
  async function goOn(): Promise<void> {
    while (next < items.length && !failed) {
      const index = next++;
      try {
        results[index] = await work(items[index]!);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, goOn));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return results;
}
