import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ffmpeg, makeClip } from '../../transcoder/test/make-clip.ts';
import { AttachmentList, Lesson } from '../contract/lessons.ts';
import { SearchAnswer } from '../contract/search.ts';
import type { DatabaseConfig } from '../db/open-database.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { type AcknowledgedUpload, auditLibrary, sweepAWeekLater } from './audit-library.ts';
import { carryClip, carryLesson, markedCopy, mustSucceed } from './carry-clip.ts';
import { createTestClient, readAnswer, type TestClient } from './client.ts';
import { createVisibleCheck, findSearchGap } from './find-half-visible.ts';
import { type LibraryPeople, setUpLibrary } from './library-people.ts';
import { createLibrary, type Library, processesOn } from './library-process.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { beginUpload, readOffset, sendRest } from './upload-file.ts';

export const diskStages = [
  'creating',
  'uploading',
  'finishing',
  'attachment',
  'cover',
  'database',
  'search',
  'waiting',
  'encoding',
] as const;
export type DiskStage = (typeof diskStages)[number];

export interface DiskReport {
  /** What was seen at each stage while the disk was full. */
  stages: { stage: DiskStage; seen: string; seconds: number }[];
  violations: string[];
  seconds: number;
}

export interface DiskOptions {
  /** SQLite when left out. */
  database?: DatabaseConfig;
  stages?: readonly DiskStage[];
  onStage?: (stage: DiskReport['stages'][number]) => void;
}

/** What a stage works with. */
interface Bench {
  library: Library;
  people: LibraryPeople;
  disk: SmallDisk;
  /** Another one at every call. */
  clip(): Buffer<ArrayBuffer>;
  picture: Buffer<ArrayBuffer>;
  /** A lesson that is published. */
  published: string;
  /** Brings one more clip all the way, once there is room again. */
  carry(): Promise<AcknowledgedUpload>;
  searchDisk: SmallDisk;
}

const noRoom = 507;
const patience = { within: 120_000, every: 100 };
const tus = { 'tus-resumable': '1.0.0' };

/**
 * Takes all room from the data folder at one stage after another while somebody watches, and gives it back: the
 * program must say so, go on by itself, and have kept what it had. Then audits what is there.
 */
export async function runDiskSoak(options: DiskOptions = {}): Promise<DiskReport> {
  const { stages = diskStages, onStage } = options;
  const begun = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'qianke-disk-'));
  const library = createLibrary({ database: options.database, environment: { LOG_LEVEL: 'warn' } });
  const disk = mountSmallDisk(library.dataFolder);
  const searchFolder = join(library.dataFolder, 'search');
  mkdirSync(searchFolder);
  const searchDisk = mountSmallDisk(searchFolder);
  const report: DiskReport = { stages: [], violations: [], seconds: 0 };
  const acknowledged: AcknowledgedUpload[] = [];
  try {
    const plain = await readFile(await makeClip(join(folder, 'clip.mp4'), { seconds: 3, size: '640x360' }));
    const cover = join(folder, 'cover.png');
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=640x360', '-frames:v', '1', cover);
    await library.start();
    const people = await setUpLibrary(library);
    let number = 0;
    const clip = () => markedCopy(plain, number++);
    const carry = async () => {
      const carried = await carryClip(library, people, { file: clip(), filename: `第${number}课.mp4` });
      acknowledged.push(carried);
      return carried;
    };
    const published = (await carry()).lessonId;
    const picture = await readFile(cover);
    const bench: Bench = { library, people, disk, searchDisk, clip, picture, published, carry };

    for (const stage of stages) {
      const since = performance.now();
      try {
        const { seen, uploads = [] } = await stageRuns[stage](bench);
        acknowledged.push(...uploads);
        const said = { stage, seen, seconds: Math.round((performance.now() - since) / 1000) };
        report.stages.push(said);
        onStage?.(said);
      } catch (error) {
        report.violations.push(`${stage}: ${error}`);
      } finally {
        disk.free();
        searchDisk.free();
      }
    }
    await carry();
    report.violations.push(...(await createVisibleCheck(library).ofAll()));
    report.violations.push(...(await findSearchGap(library, acknowledged.length)));
    const { code } = await library.stop();
    if (code !== 0) report.violations.push(`the program ended with ${code} when it was told to stop`);
    await sweepAWeekLater(library);
    report.violations.push(...(await auditLibrary(library, acknowledged)));
    report.seconds = Math.round((performance.now() - begun) / 1000);
    return report;
  } finally {
    await library.kill('all');
    for (const pid of processesOn(library.dataFolder)) process.kill(pid, 'SIGKILL');
    searchDisk.unmount();
    disk.unmount();
    await library.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Each answers what was seen while the disk was full, and the uploads that are lessons by then. */
const stageRuns: Record<
  DiskStage,
  (bench: Bench) => Promise<{ seen: string; uploads?: AcknowledgedUpload[] }>
> = {
  async creating({ people: { teacher }, disk, clip, ...bench }) {
    const file = clip();
    disk.fill();
    const metadata = `filename ${btoa('a.mp4')},filetype ${btoa('video/mp4')}`;
    const headers = { ...tus, 'upload-length': String(file.length), 'upload-metadata': metadata };
    const { status } = await teacher.fetch('/api/uploads', { method: 'POST', headers });
    expect(status === noRoom, `an upload was begun with ${status}`);
    await requirePlayback(bench);
    disk.free();
    await bench.carry();
    return { seen: `POST ${status}` };
  },

  async uploading(bench) {
    const { teacher } = bench.people;
    const file = bench.clip();
    const address = await beginUpload(teacher, '半途.mp4', file.length);
    const half = Math.floor(file.length / 2);
    expect((await send(teacher, address, file, half)).status === 204, 'the first half is taken');
    bench.disk.fill();
    const { status } = await send(teacher, address, file, file.length);
    expect(status === noRoom, `more bytes were answered with ${status}`);
    await requirePlayback(bench);
    bench.disk.free();
    const offset = await readOffset(teacher, address);
    expect(offset >= half, `of ${half} bytes ${offset} are left`);
    const lessonId = await sendRest(teacher, address, file);
    return {
      seen: `PATCH ${status}, ${offset} of ${file.length} bytes kept`,
      uploads: [await finishLesson(bench, address, lessonId, file)],
    };
  },

  async finishing(bench) {
    const { teacher } = bench.people;
    const file = bench.clip();
    const address = await beginUpload(teacher, '差一点.mp4', file.length);
    expect((await send(teacher, address, file, file.length - 1)).status === 204, 'all but one byte is taken');
    bench.disk.fill();
    // One byte fits into the page that is there; then its original, lesson and job have to be written.
    const { status } = await send(teacher, address, file, file.length);
    expect(status === noRoom || status === 204, `the last byte was answered with ${status}`);
    await requirePlayback(bench);
    bench.disk.free();
    const lessonId = await sendRest(teacher, address, file);
    return {
      seen: `PATCH ${status}`,
      uploads: [await finishLesson(bench, address, lessonId, file)],
    };
  },

  async attachment(bench) {
    const { teacher } = bench.people;
    const { lessonId } = await bench.carry();
    const path = `/api/lessons/${lessonId}/attachments`;
    // More than what is left of the pages that are there.
    const add = () => {
      const form = new FormData();
      form.set('file', new Blob(['教学设计'.repeat(50_000)]), '教学设计.txt');
      return teacher.post(path, form);
    };
    bench.disk.fill();
    const { status } = await add();
    expect(status === noRoom, `an attachment was answered with ${status}`);
    expect((await teacher.json(path, AttachmentList)).items.length === 0, 'nothing half is listed');
    await requirePlayback(bench);
    bench.disk.free();
    return { seen: `POST ${status}` };
  },

  async cover(bench) {
    const { teacher } = bench.people;
    const { lessonId } = await bench.carry();
    const form = new FormData();
    form.set('file', new Blob([bench.picture]), '封面.png');
    bench.disk.fill();
    const { status } = await teacher.put(`/api/lessons/${lessonId}/cover`, form);
    expect(status === noRoom, `a cover was answered with ${status}`);
    const { warnings } = await teacher.json(`/api/lessons/${lessonId}`, Lesson);
    expect(!warnings.some(({ code }) => code.startsWith('cover-')), 'no cover is waited for');
    await requirePlayback(bench);
    bench.disk.free();
    return { seen: `PUT ${status}` };
  },

  async database(bench) {
    const { teacher } = bench.people;
    const place = { stage: '小学', subject: '数学', grade: '三年级', kind: 'micro' };
    const add = (title: string) =>
      teacher.post('/api/lessons', { ...place, title, summary: '写'.repeat(900) });
    const kept: string[] = [];
    bench.disk.fill();
    let status = 201;
    // SQLite goes on for a while in the room that its files have.
    while (kept.length < 400) {
      const answer = await add(`第${kept.length + 1}课`);
      status = answer.status;
      if (status !== 201) break;
      kept.push(Lesson.parse(await answer.json()).id);
    }
    const onOwnDisk = bench.library.database.kind === 'postgres';
    expect(
      onOwnDisk || status === noRoom,
      `${kept.length} lessons were made, then ${status}: ${bench.library.output.slice(-2000)}`,
    );
    await requirePlayback(bench);
    for (const id of kept) await teacher.json(`/api/lessons/${id}`, Lesson);
    bench.disk.free();
    const after = await readAnswer(await add('又有空间了'), Lesson, 201);
    for (const id of [...kept, after.id]) await mustSucceed(await teacher.delete(`/api/lessons/${id}`));
    return { seen: `${kept.length} lessons made and kept, then ${status}` };
  },

  async search(bench) {
    bench.searchDisk.fill();
    const { lessonId } = await bench.carry();
    await requirePlayback(bench);
    const find = async () => {
      const visitor = createTestClient(bench.library.url);
      const answer = await visitor.get(`/api/search?q=${encodeURIComponent('第')}`);
      if (answer.status !== 200) return `search ${answer.status}`;
      const { hits } = SearchAnswer.parse(await answer.json());
      return hits.some(({ lesson }) => lesson.id === lessonId) ? 'found' : 'not found yet';
    };
    const meanwhile = await find();
    bench.searchDisk.free();
    await eventually(async () => (await find()) === 'found', patience);
    return { seen: `published; ${meanwhile}` };
  },

  async waiting(bench) {
    const { teacher } = bench.people;
    // The one worker has to be at rest, so that the new job is claimed when there is no room.
    const file = bench.clip();
    const address = await beginUpload(teacher, '等空间.mp4', file.length);
    await send(teacher, address, file, file.length - 1);
    const lessonId = await sendRest(teacher, address, file);
    bench.disk.fill();
    const reason = await eventually(() => waitsOrIsReady(teacher, lessonId), patience);
    await requirePlayback(bench);
    bench.disk.free();
    return { seen: reason, uploads: [await finishLesson(bench, address, lessonId, file)] };
  },

  async encoding(bench) {
    const { teacher } = bench.people;
    const file = bench.clip();
    const address = await beginUpload(teacher, '编码中.mp4', file.length);
    const lessonId = await sendRest(teacher, address, file);
    await eventually(
      async () => {
        const { media } = await teacher.json(`/api/lessons/${lessonId}`, Lesson);
        return media.state === 'processing' || media.state === 'ready';
      },
      { ...patience, every: 20 },
    );
    bench.disk.fill();
    const reason = await eventually(() => waitsOrIsReady(teacher, lessonId), patience);
    await requirePlayback(bench);
    bench.disk.free();
    return { seen: reason, uploads: [await finishLesson(bench, address, lessonId, file)] };
  },
};

/** What a lesson says while its video waits for room, or that it was made after all; null for neither. */
async function waitsOrIsReady(teacher: TestClient, lessonId: string): Promise<string | null> {
  const { media } = await teacher.json(`/api/lessons/${lessonId}`, Lesson);
  if (media.state === 'ready') return 'ready before it was full';
  return media.state === 'queued' && media.reason ? `${media.state}, ${media.reason.code}` : null;
}

/** Brings an uploaded lesson to publication. */
async function finishLesson(
  { library, people }: Bench,
  address: string,
  lessonId: string,
  file: Buffer<ArrayBuffer>,
): Promise<AcknowledgedUpload> {
  await carryLesson(library, people, { lessonId, filename: lessonId });
  const sha256 = createHash('sha256').update(file).digest('hex');
  return { id: address.split('/').at(-1) ?? '', lessonId, sha256, cover: false };
}

function send(teacher: TestClient, address: string, file: Buffer<ArrayBuffer>, until: number) {
  return readOffset(teacher, address).then((offset) =>
    teacher.fetch(address, {
      method: 'PATCH',
      headers: {
        ...tus,
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
      },
      body: file.subarray(offset, until),
    }),
  );
}

/** Whoever watches notices nothing: pages, lists and every file of a lesson that is there. */
async function requirePlayback({ library, published }: Pick<Bench, 'library' | 'published'>): Promise<void> {
  const visitor = createTestClient(library.url);
  for (const path of ['/', '/api/lessons', `/lessons/${published}`]) {
    const answer = await visitor.get(path);
    await answer.arrayBuffer();
    expect(answer.status === 200, `${path} answers ${answer.status} while the disk is full`);
  }
  const { playback } = await visitor.json(`/api/lessons/${published}`, Lesson);
  for (const address of [playback?.hls, playback?.mp4, playback?.poster]) {
    const answer = await visitor.get(address ?? '/nothing');
    await answer.arrayBuffer();
    expect(answer.status === 200, `${address} answers ${answer.status} while the disk is full`);
  }
}

function expect(is: boolean, what: string): void {
  if (!is) throw new Error(what);
}
