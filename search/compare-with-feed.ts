import { indexFormat } from './document.ts';
import type { Engine } from './engines/engine.ts';
import { allLessons } from './follow-changes.ts';
import type { IndexComparison, LessonChanges } from './search.ts';

const batchSize = 200;

/** Compares one index with the library; what hinders it is told, not thrown. */
export async function compareWithFeed(
  engine: Engine,
  changes: LessonChanges,
  signal: AbortSignal,
): Promise<IndexComparison> {
  const none = { engine: engine.name, missing: [], surplus: [], stale: [] };
  const head = await changes.head();
  try {
    const before = await engine.state(signal);
    if (!before || before.format !== indexFormat) return { ...none, position: null, head };
    const found = await engine.compare(allLessons(changes), signal);
    // What changed since the position before the look may be seen either way.
    const changed = await changedSince(changes, before.position);
    const settled = (ids: string[]) => ids.filter((id) => !changed.has(id));
    return {
      engine: engine.name,
      position: (await engine.state(signal))?.position ?? null,
      head,
      missing: settled(found.missing),
      surplus: settled(found.surplus),
      stale: settled(found.stale),
    };
  } catch (error) {
    signal.throwIfAborted();
    const problem = error instanceof Error ? error.message : String(error);
    return { ...none, position: null, head, problem };
  }
}

async function changedSince(changes: LessonChanges, sequence: number): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let after = sequence; ; ) {
    const batch = await changes.after(after, batchSize);
    for (const { lessonId } of batch) ids.add(lessonId);
    const last = batch.at(-1);
    if (!last) return ids;
    after = last.sequence;
  }
}
