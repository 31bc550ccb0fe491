import { setTimeout as sleep } from 'node:timers/promises';
import { ResumableUpload } from '../../client/upload/resumable-upload.ts';
import type { Chance } from '../../transcoder/test/chance.ts';
import type { TestClient } from './client.ts';
import type { DisturbedProgram, Sender } from './disturb-program.ts';
import type { SoakFile } from './soak-file.ts';

/** What happens to the program and to the page while a file is on its way; each at a moment of its own. */
const disturbances = ['kill', 'restart', 'kill', 'new page'] as const;
type Disturbance = (typeof disturbances)[number];

/** A line that nobody can use for longer has a defect behind it, ms. */
const longestUpload = 1800_000;
const times = { firstRetry: 200, longestRetry: 5000, answer: 9000 };

/** Sends one file; resolves when the server has it whole. */
export async function sendSoakFile(
  file: SoakFile,
  page: TestClient,
  program: DisturbedProgram,
  chance: Chance,
  violations: string[],
) {
  const begun = performance.now();
  const sender: Sender = { kills: 0, restarts: 0 };
  const plan: { what: Disturbance; at: number }[] = disturbances
    .map((what) => ({ what, at: file.size * (0.05 + 0.85 * chance.next()) }))
    .sort((a, b) => a.at - b.at);
  const storage = createStorage();
  let acknowledged = 0;
  let kills = 0;

  const watchedFetch: typeof globalThis.fetch = async (address, init) => {
    const from = Number(new Headers(init?.headers).get('upload-offset') ?? Number.NaN);
    // Every disturbance comes before the last byte.
    if (from + ((init?.body as ArrayBuffer | undefined)?.byteLength ?? 0) >= file.size) await program.idle();
    if (from < acknowledged) violations.push(`${file.name}: sent from ${from} after ${acknowledged}`);
    const answer = await page.fetch(String(address), init);
    const offset = Number(answer.headers.get('upload-offset') ?? Number.NaN);
    if (offset < acknowledged) violations.push(`${file.name}: ${offset} after ${acknowledged}`);
    if (offset > acknowledged) acknowledged = offset;
    return answer;
  };
  const open = () =>
    new ResumableUpload(file, {
      owner: 'li',
      events: new EventTarget(),
      storage,
      times,
      fetch: watchedFetch,
    });

  program.senders.add(sender);
  try {
    const done = Promise.withResolvers<{ uploadId: string; lessonId: string }>();
    const follow = (upload: ResumableUpload) => {
      const unfollow = upload.subscribe((state) => {
        if (state.name === 'done') done.resolve({ uploadId: state.uploadId, lessonId: state.lessonId ?? '' });
        else if (['gone', 'refused', 'unreadable', 'signed-out'].includes(state.name))
          done.reject(new Error(`${file.name}: ${JSON.stringify(state)}`));
        const due = plan[0];
        if (!due || !('sent' in state) || state.sent < due.at) return;
        plan.shift();
        if (due.what === 'new page') {
          unfollow();
          upload.pause();
          follow(open());
        } else program.ask(due.what, sender, due.what === 'kill' ? ++kills : 1);
      });
      upload.start();
    };
    follow(open());
    const late = sleep(longestUpload, undefined, { ref: false }).then(() => {
      throw new Error(`${file.name}: not within ${longestUpload} ms`);
    });
    const { uploadId, lessonId } = await Promise.race([done.promise, late]);
    if (sender.kills < 2) violations.push(`${file.name}: met ${sender.kills} kills`);
    const seconds = Math.round((performance.now() - begun) / 1000);
    return { uploadId, lessonId, figures: { seconds, ...sender } };
  } finally {
    program.senders.delete(sender);
  }
}

function createStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}
