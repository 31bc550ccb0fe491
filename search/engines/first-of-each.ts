/** The first item with every id, at most `limit`. */
export function firstOfEach<Item extends { id: string }>(items: readonly Item[], limit: number): Item[] {
  const byId = new Map<string, Item>();
  for (const item of items) if (!byId.has(item.id)) byId.set(item.id, item);
  return [...byId.values()].slice(0, limit);
}
