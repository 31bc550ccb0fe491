import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { migrate } from '../../server/db/migrate.ts';
import { type Database, openDatabase } from '../../server/db/open-database.ts';
import { startCuttingProxy } from '../../server/uploads/test/cutting-proxy.ts';
import { sha256, until } from '../../server/uploads/test/tus-client.ts';
import {
  insertPeople,
  startUploadServer,
  type UploadServer,
} from '../../server/uploads/test/upload-server.ts';
import {
  ResumableUpload,
  type ResumableUploadOptions,
  type ResumableUploadState,
} from './resumable-upload.ts';

const MiB = 1024 ** 2;
const times = { firstRetry: 20, longestRetry: 200, signInPoll: 60_000, answer: 2000 };

class MemoryStorage {
  readonly items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

/** As if two browsers had the file. */
const everFree = {
  request: async (_key: string, ...rest: unknown[]) => (rest.at(-1) as (lock: object) => unknown)({}),
} as Pick<LockManager, 'request'>;

describe('a resumable upload in the browser', () => {
  let folder: string;
  let database: Database;
  let server: UploadServer;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qianke-client-'));
    database = openDatabase({ kind: 'sqlite', file: join(folder, 'db.sqlite') });
    await migrate(database);
    await insertPeople(database);
    server = await startUploadServer(database, folder, {
      lockTimes: { beat: 100, silent: 600, patience: 2000 },
    });
  });
  after(async () => {
    await server.stop();
    await database.close();
    await rm(folder, { recursive: true });
  });

  /** What a page's fetch would do: same origin, with the session. Remembers what was sent. */
  function pageOf(url: () => string, session: { person: string | null } = { person: 'teacher' }) {
    const calls: { method: string; status: number }[] = [];
    const send: typeof globalThis.fetch = async (address, init) => {
      const headers = new Headers(init?.headers);
      if (session.person) headers.set('x-test-person', session.person);
      const call = { method: init?.method ?? 'GET', status: 0 };
      calls.push(call);
      const answer = await fetch(`${url()}${address}`, { ...init, headers });
      call.status = answer.status;
      return answer;
    };
    return {
      fetch: send,
      calls,
      count: (method: string) => calls.filter((call) => call.method === method).length,
    };
  }

  const fileOf = (bytes: Uint8Array<ArrayBuffer>, name = '认识分数.mp4') =>
    new File([bytes], name, { type: 'video/mp4', lastModified: 1_700_000_000_000 });

  const newUpload = (file: File, options: Partial<ResumableUploadOptions>) =>
    new ResumableUpload(file, { owner: 'teacher', events: new EventTarget(), times, ...options });

  const reaches = (upload: ResumableUpload, name: string, ms = 60_000) =>
    until(`${name}, is ${JSON.stringify(upload.state)}`, () => upload.state.name === name, ms);

  async function storedHash(upload: ResumableUpload): Promise<string | undefined> {
    assert.ok(upload.state.name === 'done', JSON.stringify(upload.state));
    const row = await database.db
      .selectFrom('lessons')
      .innerJoin('originals', 'originals.id', 'lessons.original_id')
      .select(['sha256', 'store_key'])
      .where('lessons.id', '=', upload.state.lessonId ?? '')
      .executeTakeFirstOrThrow();
    const chunks: Buffer[] = [];
    for await (const chunk of await server.parts.mediaStore.read(row.store_key)) chunks.push(chunk);
    assert.equal(sha256(Buffer.concat(chunks)), row.sha256);
    return row.sha256;
  }

  it('sends 64 MiB through 25 cuts: byte-identical, never from the beginning, little twice', async (t) => {
    const bytes = randomBytes(64 * MiB);
    const proxy = await startCuttingProxy(server.port, () =>
      proxy.cuts < 25 ? Math.floor((0.2 + Math.random() * 2) * MiB) : Number.POSITIVE_INFINITY,
    );
    t.after(() => proxy.stop());
    const page = pageOf(() => proxy.url);
    const patient = { ...times, answer: 6000 };
    const upload = newUpload(fileOf(bytes), { fetch: page.fetch, times: patient });
    const sent: number[] = [];
    upload.subscribe((state) => {
      if ('sent' in state) sent.push(state.sent);
    });
    upload.start();
    await reaches(upload, 'done');
    assert.equal(await storedHash(upload), sha256(bytes));
    assert.ok(proxy.cuts >= 20, `${proxy.cuts} cuts`);
    assert.equal(page.calls.filter((call) => call.method === 'POST' && call.status === 201).length, 1);
    assert.deepEqual(
      sent,
      sent.toSorted((a, b) => a - b),
      'progress never goes back',
    );
    const twice = proxy.forwarded - bytes.length;
    t.diagnostic(`${proxy.cuts} cuts, ${(twice / MiB).toFixed(1)} MiB sent twice`);
    // A reset throws away what the server's system has received and the server has not read yet.
    assert.ok(twice < proxy.cuts * 4 * MiB, `${twice} bytes twice`);
  });

  it('goes on after a restart of the browser when the same file is chosen', async () => {
    const bytes = randomBytes(3 * MiB);
    const storage = new MemoryStorage();
    const page = pageOf(() => server.url);
    const first = newUpload(fileOf(bytes), { fetch: page.fetch, storage });
    first.subscribe((state) => state.name === 'uploading' && state.sent > 0 && first.pause());
    first.start();
    await reaches(first, 'paused');
    const other = newUpload(fileOf(randomBytes(3 * MiB)), { fetch: page.fetch, storage });
    other.start();
    await reaches(other, 'done');
    assert.equal(page.count('POST'), 2, 'another file with that name is another upload');
    const again = newUpload(fileOf(bytes), { fetch: page.fetch, storage });
    again.start();
    await reaches(again, 'done');
    assert.equal(page.count('POST'), 2);
    assert.equal(await storedHash(again), sha256(bytes));
    assert.equal(storage.items.size, 0, 'nothing is remembered of what is done');
  });

  it('goes on with an upload that was begun on another device, when it is of this file', async () => {
    const bytes = randomBytes(3 * MiB);
    const there = pageOf(() => server.url);
    const first = newUpload(fileOf(bytes), { fetch: there.fetch });
    first.subscribe((state) => state.name === 'uploading' && state.sent > 0 && first.pause());
    first.start();
    await reaches(first, 'paused');
    const { id } = await database.db
      .selectFrom('uploads')
      .select('id')
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow();
    const address = `/api/uploads/${id}`;

    const here = pageOf(() => server.url);
    const other = newUpload(fileOf(randomBytes(2 * MiB)), { fetch: here.fetch, address });
    other.start();
    await reaches(other, 'gone');
    assert.deepEqual(
      here.calls,
      [{ method: 'HEAD', status: 200 }],
      'a file of another size is not joined to it',
    );

    const storage = new MemoryStorage();
    const second = newUpload(fileOf(bytes), { fetch: here.fetch, storage, address });
    const stop = second.subscribe((state) => state.name === 'uploading' && second.pause());
    second.start();
    await reaches(second, 'paused');
    stop();
    assert.ok([...storage.items.values()].includes(address), 'this browser knows it from now on');
    second.resume();
    await reaches(second, 'done');
    assert.equal(here.count('POST'), 0);
    assert.equal(await storedHash(second), sha256(bytes));
  });

  it('finds the upload of its bytes by itself, and none of other bytes of its name and size', async () => {
    const bytes = randomBytes(3 * MiB);
    const first = newUpload(fileOf(bytes), { fetch: pageOf(() => server.url).fetch });
    first.subscribe((state) => state.name === 'uploading' && state.sent > 0 && first.pause());
    first.start();
    await reaches(first, 'paused');

    const here = pageOf(() => server.url);
    const other = newUpload(fileOf(randomBytes(3 * MiB)), { fetch: here.fetch });
    other.start();
    await reaches(other, 'done');
    assert.equal(here.count('POST'), 1);
    const same = newUpload(fileOf(bytes), { fetch: here.fetch });
    same.start();
    await reaches(same, 'done');
    assert.equal(here.count('POST'), 1);
    assert.ok(same.state.name === 'done');
    assert.equal(first.address, `/api/uploads/${same.state.uploadId}`);
    assert.equal(await storedHash(same), sha256(bytes));
  });

  it('goes on where it was paused', async () => {
    const bytes = randomBytes(3 * MiB);
    const page = pageOf(() => server.url);
    const upload = newUpload(fileOf(bytes), { fetch: page.fetch });
    const stop = upload.subscribe((state) => state.name === 'uploading' && state.sent > 0 && upload.pause());
    upload.start();
    await reaches(upload, 'paused');
    stop();
    upload.resume();
    await reaches(upload, 'done');
    assert.equal(page.count('POST'), 1);
    assert.equal(await storedHash(upload), sha256(bytes));
  });

  it('keeps its progress while signed out, and goes on after signing in', async () => {
    const bytes = randomBytes(3 * MiB);
    const session: { person: string | null } = { person: 'teacher' };
    const page = pageOf(() => server.url, session);
    const upload = newUpload(fileOf(bytes), { fetch: page.fetch });
    const stop = upload.subscribe((state) => {
      if (state.name === 'uploading' && state.sent === MiB) session.person = null;
    });
    upload.start();
    await reaches(upload, 'signed-out');
    stop();
    assert.deepEqual(upload.state, { name: 'signed-out', sent: MiB, total: 3 * MiB });
    session.person = 'teacher';
    upload.resume();
    await reaches(upload, 'done');
    assert.equal(page.count('POST'), 1);
    assert.equal(await storedHash(upload), sha256(bytes));
  });

  it('asks before it begins again when the server has it no more', async () => {
    const bytes = randomBytes(2 * MiB);
    const page = pageOf(() => server.url);
    const upload = newUpload(fileOf(bytes), { fetch: page.fetch, storage: new MemoryStorage() });
    const stop = upload.subscribe((state) => state.name === 'uploading' && state.sent > 0 && upload.pause());
    upload.start();
    await reaches(upload, 'paused');
    stop();
    await database.db.updateTable('uploads').set({ state: 'ended' }).where('state', '=', 'open').execute();
    upload.resume();
    await reaches(upload, 'gone');
    assert.equal(page.count('POST'), 1);
    upload.resume();
    assert.equal(upload.state.name, 'gone', 'only an answer begins again');
    upload.startAgain();
    await reaches(upload, 'done');
    assert.equal(await storedHash(upload), sha256(bytes));
  });

  for (const status of [400, 403, 404, 410, 429, 500, 502, 503]) {
    it(`does not begin again when a proxy answers ${status} in the server’s place`, async () => {
      const bytes = randomBytes(2 * MiB);
      const page = pageOf(() => server.url);
      let broken = 2;
      const upload = newUpload(fileOf(bytes), {
        fetch: async (address, init) => {
          if (init?.method === 'PATCH' && broken === 2) throw new TypeError('no line');
          if (init?.method === 'HEAD' && broken-- > 0) return new Response('<html>', { status });
          return page.fetch(address, init);
        },
      });
      upload.start();
      await reaches(upload, 'done');
      assert.equal(page.count('POST'), 1);
      assert.equal(await storedHash(upload), sha256(bytes));
    });
  }

  it('says why the server will not take a file', async () => {
    const bytes = randomBytes(10);
    const refusals = [
      { file: fileOf(randomBytes(0)), person: 'teacher', code: 'upload-empty' },
      { file: fileOf(bytes), person: 'reviewer', code: 'forbidden' },
    ];
    for (const { file, person, code } of refusals) {
      const upload = newUpload(file, { fetch: pageOf(() => server.url, { person }).fetch });
      upload.start();
      await reaches(upload, 'refused');
      assert.ok(upload.state.name === 'refused');
      assert.equal(upload.state.problem.code, code);
      assert.match(upload.state.problem.title, /。$/);
    }
  });

  it('waits for room when the disk fills up under way, and says so', async () => {
    const bytes = randomBytes(2 * MiB);
    const page = pageOf(() => server.url);
    let full = 3;
    const problems: string[] = [];
    const upload = newUpload(fileOf(bytes), {
      fetch: async (address, init) => {
        if (init?.method === 'PATCH' && full-- > 0) {
          return Response.json({ code: 'no-room', title: '服务器磁盘空间不足' }, { status: 507 });
        }
        return page.fetch(address, init);
      },
    });
    upload.subscribe((state) => state.name === 'retrying' && problems.push(state.problem?.code ?? ''));
    upload.start();
    await reaches(upload, 'done');
    assert.deepEqual(problems, ['no-room', 'no-room', 'no-room']);
  });

  it('sends smaller slices through a proxy that takes no large ones', async () => {
    const bytes = randomBytes(6 * MiB);
    const page = pageOf(() => server.url);
    const sizes: number[] = [];
    const upload = newUpload(fileOf(bytes), {
      fetch: async (address, init) => {
        const size = init?.method === 'PATCH' ? (init.body as ArrayBuffer).byteLength : 0;
        sizes.push(size);
        return size > 700 * 1024 ? new Response('<html>', { status: 413 }) : page.fetch(address, init);
      },
    });
    upload.start();
    await reaches(upload, 'done');
    assert.equal(await storedHash(upload), sha256(bytes));
    assert.equal(sizes.filter((size) => size > 700 * 1024).length, 1, 'what was refused is not tried again');
  });

  it('says so and stops where a proxy takes next to nothing', async () => {
    const page = pageOf(() => server.url);
    const upload = newUpload(fileOf(randomBytes(MiB)), {
      fetch: async (address, init) =>
        init?.method === 'PATCH' ? new Response('<html>', { status: 413 }) : page.fetch(address, init),
    });
    upload.start();
    await reaches(upload, 'refused');
  });

  it('takes a sign-in page for the internet for no answer', async () => {
    const bytes = randomBytes(2 * MiB);
    const page = pageOf(() => server.url);
    let asked = 0;
    const upload = newUpload(fileOf(bytes), {
      fetch: async (address, init) =>
        ++asked % 3 === 1 ? new Response('<html>Wi-Fi 认证') : page.fetch(address, init),
    });
    upload.start();
    await reaches(upload, 'done');
    assert.equal(page.count('POST'), 1);
    assert.equal(await storedHash(upload), sha256(bytes));
  });

  it('waits as long as the server says when it sends too much', async () => {
    const page = pageOf(() => server.url);
    let busy = 1;
    const states: ResumableUploadState[] = [];
    const upload = newUpload(fileOf(randomBytes(10)), {
      fetch: async (address, init) => {
        if (init?.method !== 'PATCH' || busy-- <= 0) return page.fetch(address, init);
        const answer = { code: 'too-many-requests', title: '操作太频繁，请 1 秒后再试。' };
        return Response.json(answer, { status: 429, headers: { 'Retry-After': '1' } });
      },
    });
    upload.subscribe((state) => states.push(state));
    const begun = performance.now();
    upload.start();
    await reaches(upload, 'done');
    assert.ok(performance.now() - begun >= 990);
    const waiting = states.find(({ name }) => name === 'retrying');
    assert.ok(waiting?.name === 'retrying');
    assert.deepEqual([waiting.seconds, waiting.problem?.code], [1, 'too-many-requests']);
  });

  for (const event of ['online', 'visibilitychange', 'focus']) {
    it(`tries at once on ${event}: the line is back, or somebody opens the lid`, async () => {
      const events = new EventTarget();
      const page = pageOf(() => server.url);
      let offline = true;
      const upload = newUpload(fileOf(randomBytes(10)), {
        events,
        times: { ...times, firstRetry: 3_600_000, longestRetry: 3_600_000 },
        fetch: async (address, init) => {
          if (offline) throw new TypeError('no line');
          return page.fetch(address, init);
        },
      });
      upload.start();
      await reaches(upload, 'retrying');
      offline = false;
      events.dispatchEvent(new Event(event));
      await reaches(upload, 'done', 2000);
    });
  }

  it('does not count the nights that a device sleeps as days without a line', async (t) => {
    const page = pageOf(() => server.url);
    let offline = 3;
    const upload = newUpload(fileOf(randomBytes(10)), {
      times: { ...times, giveUpAfter: 24 * 3600_000 },
      fetch: async (address, init) => {
        if (offline-- > 0) throw new TypeError('no line');
        return page.fetch(address, init);
      },
    });
    upload.start();
    await reaches(upload, 'retrying');
    const realNow = Date.now;
    t.mock.method(Date, 'now', () => realNow() + 72 * 3600_000);
    await reaches(upload, 'done');
  });

  it('pauses after a day without a byte, and goes on when asked', async () => {
    const page = pageOf(() => server.url);
    let offline = true;
    const upload = newUpload(fileOf(randomBytes(10)), {
      times: { ...times, giveUpAfter: 100 },
      fetch: async (address, init) => {
        if (offline) throw new TypeError('no line');
        return page.fetch(address, init);
      },
    });
    upload.start();
    await reaches(upload, 'paused');
    assert.deepEqual(upload.state, { name: 'paused', sent: 0, total: 10, because: 'no-line' });
    offline = false;
    upload.resume();
    await reaches(upload, 'done');
  });

  it('notices that the file was changed or removed', async () => {
    const file = fileOf(randomBytes(3 * MiB));
    let reads = 0;
    const vanishing = {
      name: file.name,
      size: file.size,
      type: file.type,
      lastModified: file.lastModified,
      slice: (start: number, end: number) => {
        if (++reads > 3)
          return { arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) };
        return file.slice(start, end);
      },
    };
    const upload = new ResumableUpload(vanishing, {
      owner: 'teacher',
      events: new EventTarget(),
      times,
      fetch: pageOf(() => server.url).fetch,
    });
    upload.start();
    await reaches(upload, 'unreadable');
  });

  it('throws the upload away on the server when it is ended', async () => {
    const page = pageOf(() => server.url);
    const storage = new MemoryStorage();
    const upload = newUpload(fileOf(randomBytes(3 * MiB)), { fetch: page.fetch, storage });
    upload.subscribe((state) => state.name === 'uploading' && state.sent > 0 && upload.pause());
    upload.start();
    await reaches(upload, 'paused');
    await upload.end();
    assert.equal(upload.state.name, 'ended');
    assert.deepEqual(page.calls.at(-1), { method: 'DELETE', status: 204 });
    assert.equal(storage.items.size, 0);
  });

  for (const [where, locks] of [
    ['https', navigator.locks],
    ['plain http, without locks', undefined],
  ] as const)
    it(`uploads a file once when two tabs have it, on ${where}`, async () => {
      const bytes = randomBytes(4 * MiB);
      const storage = new MemoryStorage();
      const pages = [pageOf(() => server.url), pageOf(() => server.url)] as const;
      const tabs = pages.map((page) => newUpload(fileOf(bytes), { fetch: page.fetch, storage, locks })) as [
        ResumableUpload,
        ResumableUpload,
      ];
      tabs[0].start();
      await until('the first has begun', () =>
        [...storage.items.values()].some((item) => item.startsWith('/')),
      );
      tabs[1].start();
      const states: string[] = [];
      tabs[1].subscribe((state) => states.push(state.name));
      await Promise.all(tabs.map((tab) => reaches(tab, 'done')));
      assert.deepEqual(tabs[1].state, tabs[0].state);
      assert.ok(states.includes('elsewhere'));
      assert.equal(pages[0].count('POST') + pages[1].count('POST'), 1);
      assert.equal(pages[1].count('PATCH'), 0);
    });

  it('keeps the file whole where two tabs know nothing of each other', async () => {
    const bytes = randomBytes(8 * MiB);
    const storage = new MemoryStorage();
    const page = pageOf(() => server.url);
    const first = newUpload(fileOf(bytes), { fetch: page.fetch, storage, locks: everFree });
    first.start();
    await until('the first has begun', () => storage.items.size === 1);
    const second = newUpload(fileOf(bytes), { fetch: page.fetch, storage, locks: everFree });
    second.start();
    await Promise.all([reaches(first, 'done'), reaches(second, 'done')]);
    assert.deepEqual(first.state, second.state);
    assert.equal(page.count('POST'), 1);
    assert.equal(await storedHash(first), sha256(bytes));
  });
});
