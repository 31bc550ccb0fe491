import { setTimeout as sleep } from 'node:timers/promises';

/** Twenty pages a second for so many seconds, each read to its end: how long they took, ms. */
export async function readPages(
  url: string,
  lessonId: string,
  lasting: number,
): Promise<Record<string, { p50: number; p99: number }>> {
  const pages = {
    home: '/',
    lesson: `/lessons/${lessonId}`,
    search: `/search?q=${encodeURIComponent('分数')}`,
    lessons: '/lessons?subject=math',
  };
  const times = new Map<string, number[]>(Object.keys(pages).map((name) => [name, []]));
  const end = performance.now() + lasting * 1000;
  const open: Promise<void>[] = [];
  for (let number = 0; performance.now() < end; number += 1) {
    const [name, path] = Object.entries(pages)[number % 4] ?? ['', ''];
    const begun = performance.now();
    open.push(
      fetch(url + path).then(async (response) => {
        if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
        await response.arrayBuffer();
        times.get(name)?.push(performance.now() - begun);
      }),
    );
    await sleep(50);
  }
  await Promise.all(open);
  return Object.fromEntries(
    [...times].map(([name, all]) => {
      const sorted = all.sort((a, b) => a - b);
      const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN);
      return [name, { p50: at(0.5), p99: at(0.99) }];
    }),
  );
}
