import { setTimeout as sleep } from 'node:timers/promises';
import { Lesson, LessonList } from '../contract/lessons.ts';
import { createTestClient, type TestClient } from './client.ts';
import type { Library } from './library-process.ts';

/** Looks at what a visitor is shown: everything must play whole. Asked again, it looks at what is new. */
export function createVisibleCheck(library: Library) {
  const checked = new Set<string>();

  async function find(ids: readonly string[], visitor: TestClient): Promise<string[]> {
    const wrong: string[] = [];
    for (const id of ids) {
      const { playback, cover, attachments } = await visitor.json(`/api/lessons/${id}`, Lesson);
      const addresses = [playback?.hls, playback?.mp4, playback?.poster, ...(cover ? [cover] : [])];
      for (const { url } of attachments ?? []) addresses.push(url);
      const answers = await Promise.all(addresses.map((address) => visitor.get(address ?? '/nothing')));
      if (answers.some((answer) => answer.status !== 200))
        wrong.push(`lesson ${id} is shown and does not play or open`);
      await Promise.all(answers.map((answer) => answer.arrayBuffer()));
      checked.add(id);
    }
    return wrong;
  }

  return {
    /** The newest of what is shown, as far as it was not looked at before. */
    async ofNewest(): Promise<string[]> {
      const visitor = createTestClient(library.url);
      const { items } = await visitor.json('/api/lessons?limit=20', LessonList);
      return find(
        items.map(({ id }) => id).filter((id) => !checked.has(id)),
        visitor,
      );
    },
    /** Every lesson there is, once more. */
    async ofAll(): Promise<string[]> {
      return find(await listVisible(library), createTestClient(library.url));
    },
  };
}

/** Ids of all lessons that a visitor is shown. */
async function listVisible(library: Library): Promise<string[]> {
  const visitor = createTestClient(library.url);
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const next = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await visitor.json(`/api/lessons?limit=100${next}`, LessonList);
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return ids;
}

/** Waits until the index has caught up; then as many lessons are shown as were published. */
export async function findSearchGap(library: Library, expected: number): Promise<string[]> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const text = await (await fetch(`${library.url}/metrics`)).text();
    const position = Number(/^qianke_search_position\{engine="embedded"\} (\d+)/m.exec(text)?.[1]);
    const head = Number(/^qianke_search_feed_head (\d+)/m.exec(text)?.[1]);
    if (position === head) {
      const shown = await listVisible(library);
      const different = new Set(shown).size;
      if (shown.length === expected && different === expected) return [];
      return [`${shown.length} lessons are shown, ${different} different ones, of ${expected}`];
    }
    if (performance.now() > deadline) return [`search stands at ${position} of ${head}`];
    await sleep(200);
  }
}
