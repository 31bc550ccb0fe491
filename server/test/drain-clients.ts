import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Lesson } from '../contract/lessons.ts';
import { UploadStatus } from '../contract/uploads.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { type Asked, askOnce, type Question } from './ask-once.ts';
import { markedCopy } from './carry-clip.ts';
import { again, type LibraryPeople } from './library-people.ts';
import { type Library, NotRunningError } from './library-process.ts';

/** What clients do all the while. */
export const kinds = ['page', 'segment', 'write', 'upload'] as const;
export type Kind = (typeof kinds)[number];

const tus = { 'tus-resumable': '1.0.0' };
/** Long enough that every stop meets one on its way, and longer than a stop waits for it. */
const longUpload = { pieces: 60, pause: 1000 };
const shortUpload = { pieces: 4, pause: () => 150 };
const slices = 4;
/** Nothing that clients wait for takes so long, ms. */
const longestWait = 180_000;

type Answered = Extract<Asked, { end: 'answered' }>;

/** Everybody at once, until `end`; what a program that is away refuses is asked again. */
export function createDrainClients(
  library: Library,
  people: LibraryPeople,
  { id, playback }: Lesson,
  file: Buffer<ArrayBuffer>,
) {
  const violations: string[] = [];
  const answered: Record<Kind, number> = { page: 0, segment: 0, write: 0, upload: 0 };
  const kept: Promise<void>[] = [];
  let [refused, cutUploads, uploads, over] = [0, 0, 0, false];
  let stoppingSince: number | null = null;
  const signedIn = () => ({ cookie: people.teacher.cookies(), origin: library.url });

  /** Null when the program is away; a connection that was made must bring the answer that is wanted. */
  async function ask(
    kind: Kind,
    path: string,
    wanted: number,
    question: () => Question = () => ({}),
  ): Promise<Answered | null> {
    let asked: Asked;
    try {
      asked = await askOnce(new URL(path, library.url).href, question());
    } catch (error) {
      if (!(error instanceof NotRunningError)) throw error;
      asked = { end: 'refused' };
    }
    if (asked.end === 'refused' || cameTooLate(asked)) {
      refused += 1;
      await sleep(50);
      return null;
    }
    if (asked.end === 'answered' && asked.status === wanted) {
      answered[kind] += 1;
      return asked;
    }
    const what = asked.end === 'cut' ? asked.why : `${asked.status} ${asked.body.toString().slice(0, 200)}`;
    violations.push(`${kind} ${path}: ${what}`);
    await sleep(50);
    return null;
  }

  /** Connected after SIGTERM and not let in: the system may complete a connection that the program never takes. */
  function cameTooLate(asked: Asked): boolean {
    return asked.end === 'cut' && !asked.begun && stoppingSince !== null && asked.connectedAt > stoppingSince;
  }

  async function persist<T>(what: () => Promise<T | null>): Promise<T> {
    return eventually(what, { within: longestWait, every: 0 });
  }

  async function readPages(): Promise<void> {
    const paths = ['/', `/lessons/${id}`, '/lessons?subject=math', '/api/lessons'];
    for (let number = 0; !over; number += 1) {
      await ask('page', paths[number % paths.length] ?? '/', 200);
      await sleep(20);
    }
  }

  async function readSegments(): Promise<void> {
    const master = playback?.hls ?? '/nothing';
    while (!over) {
      const names = (text: Answered) => text.body.toString().match(/^[^#\s].*$/gm) ?? [];
      const playlists = await ask('segment', master, 200);
      for (const playlist of playlists ? names(playlists) : []) {
        const path = new URL(playlist, new URL(master, 'http://any')).pathname;
        const segments = await ask('segment', path, 200);
        for (const name of segments ? names(segments) : []) {
          const segment = await ask('segment', new URL(name, new URL(path, 'http://any')).pathname, 200);
          if (segment && segment.body.length !== Number(segment.headers['content-length']))
            violations.push(`segment ${name}: ${segment.body.length} bytes`);
        }
      }
      await sleep(20);
    }
  }

  /** Writes count upwards; what was acknowledged is read again. */
  async function write(): Promise<void> {
    const path = `/api/lessons/${id}`;
    let acknowledged: string | undefined;
    for (let number = 1; !over; number += 1) {
      const summary = `第${number}次修改`;
      const headers = { 'content-type': 'application/json' };
      const body = Buffer.from(JSON.stringify({ summary }));
      const written = await ask('write', path, 200, () => ({
        ...{ method: 'PATCH', headers: { ...headers, ...signedIn() }, body },
      }));
      if (written) acknowledged = summary;
      const read = await ask('write', path, 200, () => ({ headers: signedIn() }));
      if (!read) continue;
      const found = Lesson.parse(JSON.parse(read.body.toString())).summary;
      if (acknowledged !== undefined && found !== acknowledged)
        violations.push(`${found} is read after ${acknowledged}`);
      await sleep(100);
    }
  }

  /** One file after another, in requests that a stop waits for: none may be cut. */
  async function sendShort(): Promise<void> {
    for (let number = 0; !over; number += 1) {
      const bytes = markedCopy(file, number);
      const address = await begin(bytes, `短${number}.mp4`);
      for (;;) {
        const offset = await persist(() => readOffset(address));
        if (offset === bytes.length) break;
        const body = bytes.subarray(offset, offset + Math.ceil(bytes.length / slices));
        await ask('upload', address, 204, () => ({ ...patch(offset), body, ...shortUpload }));
      }
      kept.push(requireKept(address, bytes));
    }
  }

  /** One after another in a single long request, which a stop cuts; then the rest from where it was. */
  async function sendLong(): Promise<void> {
    for (let number = 0; !over; number += 1) {
      const bytes = markedCopy(file, 10_000 + number);
      const address = await begin(bytes, `长${number}.mp4`);
      let known = 0;
      let whole = false;
      while (!whole) {
        const offset = await persist(() => readOffset(address));
        if (offset < known) violations.push(`an upload went back from ${known} to ${offset}`);
        known = offset;
        if (offset === bytes.length) break;
        const pace = { pieces: longUpload.pieces, pause: () => (over ? 0 : longUpload.pause) };
        const body = bytes.subarray(offset);
        const sent = await askOnce(new URL(address, library.url).href, {
          ...{ ...patch(offset), body, ...pace },
        }).catch((): Asked => ({ end: 'refused' }));
        if (sent.end === 'cut' && !cameTooLate(sent)) {
          cutUploads += 1;
          const kept = await persist(() => readOffset(address));
          // A piece in a second had come.
          if (kept <= offset) violations.push(`a cut upload kept nothing after ${offset}`);
          known = kept;
        }
        whole = sent.end === 'answered' && sent.status === 204;
        if (sent.end === 'answered' && !whole) violations.push(`a long upload was answered ${sent.status}`);
      }
      kept.push(requireKept(address, bytes));
    }
  }

  const patch = (offset: number) => ({
    method: 'PATCH',
    headers: {
      ...{ ...tus, ...signedIn(), 'upload-offset': String(offset) },
      'content-type': 'application/offset+octet-stream',
    },
  });

  async function begin(bytes: Buffer, filename: string): Promise<string> {
    const metadata = `filename ${Buffer.from(filename).toString('base64')},filetype ${btoa('video/mp4')}`;
    const about = { 'upload-length': String(bytes.length), 'upload-metadata': metadata };
    const created = await persist(() =>
      ask('upload', '/api/uploads', 201, () => ({
        ...{ method: 'POST', headers: { ...tus, ...signedIn(), ...about } },
      })),
    );
    return String(created.headers.location);
  }

  async function readOffset(address: string): Promise<number | null> {
    const head = await ask('upload', address, 200, () => ({
      ...{ method: 'HEAD', headers: { ...tus, ...signedIn() } },
    }));
    return head && Number(head.headers['upload-offset']);
  }

  /** It became a lesson, whose original is the file. */
  async function requireKept(address: string, bytes: Buffer): Promise<void> {
    uploads += 1;
    const asTeacher = () => ({ headers: { ...tus, ...signedIn() } });
    const status = await persist(() => ask('upload', address, 200, asTeacher));
    const { lessonId } = UploadStatus.parse(JSON.parse(status.body.toString()));
    const path = `/api/lessons/${lessonId}/original`;
    const original = await persist(() => ask('upload', path, 200, asTeacher));
    const sha256Of = (one: Buffer) => createHash('sha256').update(one).digest('hex');
    if (sha256Of(original.body) !== sha256Of(bytes))
      violations.push(`${address} is not the file that was sent`);
  }

  const all = [readPages(), readPages(), readSegments(), readSegments(), write(), sendShort(), sendLong()];
  // Told at the end; until then nobody listens.
  for (const lane of all) lane.catch((error) => violations.push(`a client gave up: ${error}`));

  return {
    violations,
    /** Of the program's, with all that it serves: from then on it lets nobody in. */
    stopBegins() {
      stoppingSince = performance.now();
    },
    stopEnded() {
      stoppingSince = null;
    },
    /** Until so many more requests of every kind have been answered. */
    async answeredMore(count: number): Promise<void> {
      const before = { ...answered };
      await eventually(() => kinds.every((kind) => answered[kind] >= before[kind] + count), {
        within: longestWait,
      });
    },
    async end() {
      over = true;
      await Promise.allSettled(all);
      for (const end of await Promise.allSettled(kept))
        if (end.status === 'rejected') violations.push(String(end.reason));
      const { media } = await again(library, people).teacher.json(`/api/lessons/${id}`, Lesson);
      if (media.state !== 'ready') violations.push(`the lesson is ${media.state}`);
      return { answered, refused, cutUploads, uploads, violations };
    },
  };
}

export type DrainClients = ReturnType<typeof createDrainClients>;
