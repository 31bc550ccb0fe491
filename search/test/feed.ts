import type { LessonDocument } from '../document.ts';
import type { LessonChanges } from '../search.ts';

/** A feed as a database would keep it, in memory. */
export interface TestFeed extends LessonChanges {
  publish(...documents: LessonDocument[]): void;
  withdraw(...ids: string[]): void;
}

export function createFeed(...documents: LessonDocument[]): TestFeed {
  const published = new Map<string, LessonDocument>();
  const entries: { sequence: number; lessonId: string }[] = [];
  const enter = (lessonId: string) => void entries.push({ sequence: entries.length + 1, lessonId });
  const feed: TestFeed = {
    publish(...added) {
      for (const document of added) {
        published.set(document.id, document);
        enter(document.id);
      }
    },
    withdraw(...ids) {
      for (const id of ids) {
        published.delete(id);
        enter(id);
      }
    },
    head: async () => entries.length,
    after: async (sequence, limit) =>
      entries
        .slice(sequence, sequence + limit)
        .map((entry) => ({ ...entry, document: published.get(entry.lessonId) ?? null })),
    async all(limit, cursor = '0') {
      const from = Number(cursor);
      const documents = [...published.values()].slice(from, from + limit);
      return { documents, ...(from + limit < published.size ? { cursor: String(from + limit) } : {}) };
    },
  };
  feed.publish(...documents);
  return feed;
}
