import { AssertionError } from 'node:assert';
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AttachmentList, Lesson } from '../contract/lessons.ts';
import { UploadStatus } from '../contract/uploads.ts';
import type { AcknowledgedUpload } from './audit-library.ts';
import type { TestClient } from './client.ts';
import { again, type LibraryPeople } from './library-people.ts';
import { type Library, NotRunningError } from './library-process.ts';
import { beginUpload, sendRest } from './upload-file.ts';

/** How far a clip has come when it is near what a kill could spoil. */
export const clipPhases = ['uploading', 'last byte', 'encoding', 'publishing'] as const;
export type ClipPhase = (typeof clipPhases)[number] | 'finished';

export interface Clip {
  file: Buffer<ArrayBuffer>;
  filename: string;
  /** Text that goes with the lesson as its design. */
  attachment?: string;
  /** PNG that becomes the lesson's cover. */
  cover?: Buffer<ArrayBuffer>;
  /** Told when the program says that it failed itself, or waits for the operator; without it the first ends the clip. */
  onTrouble?: (what: string) => void;
  /** Called, and waited for, whenever the clip enters a phase. */
  onPhase?: (phase: ClipPhase) => void | Promise<void>;
}

/** Waiting included for a program that is away and for the clips that stand before it. */
const longestClip = 300_000;

/**
 * Carries one clip from its first byte to publication as a teacher and a school administrator would, whatever
 * happens to the program meanwhile; what is not known to have been done is looked up, then done again.
 */
export async function carryClip(
  library: Library,
  people: LibraryPeople,
  { file, filename, attachment, cover, onTrouble, onPhase: reach = () => {} }: Clip,
): Promise<AcknowledgedUpload> {
  const persist = createPersistence(library, people, { filename, onTrouble });
  const address = await persist('begin', ({ teacher }) => beginUpload(teacher, filename, file.length));
  const most = Math.floor(file.length * 0.9);
  const pace = Math.ceil(file.length / 6);
  for (let until = pace; until < most; until += pace) {
    await persist('upload', ({ teacher }) => sendUntil(teacher, address, file, Math.min(until, most)));
    await reach('uploading');
    await sleep(50);
  }
  await reach('last byte');
  const lessonId = await persist('finish', ({ teacher }) => sendRest(teacher, address, file));
  await reach('finished');
  const lesson = `/api/lessons/${lessonId}`;
  if (attachment !== undefined)
    await persist('attachment', ({ teacher }) => requireAttachment(teacher, lesson, attachment));
  if (cover) {
    await persist('cover', ({ teacher }) => giveCover(teacher, lesson, cover));
    await persist('cover made', ({ teacher }) => requireCover(teacher, lesson));
  }
  await carryLesson(library, people, { lessonId, filename, onTrouble, onPhase: reach });
  return {
    id: address.split('/').at(-1) ?? '',
    lessonId,
    sha256: sha256Of(file),
    attachmentSha256: attachment === undefined ? undefined : sha256Of(Buffer.from(attachment)),
    cover: cover !== undefined,
  };
}

/** Carries a lesson whose video is uploaded to publication. */
export async function carryLesson(
  library: Library,
  people: LibraryPeople,
  {
    lessonId,
    filename,
    onTrouble,
    onPhase: reach = () => {},
  }: Pick<Clip, 'filename' | 'onPhase' | 'onTrouble'> & { lessonId: string },
): Promise<void> {
  const persist = createPersistence(library, people, { filename, onTrouble });
  const lesson = `/api/lessons/${lessonId}`;
  await persist('transcode', async ({ teacher }) => {
    const { media } = await teacher.json(lesson, Lesson);
    if (media.state === 'processing') await reach('encoding');
    if (media.state === 'failed' && onTrouble) {
      onTrouble(`failed: ${media.reason?.text}`);
      await mustSucceed(await teacher.post(`${lesson}/retry`));
      throw new NotYetError('it is tried again');
    }
    if (media.state === 'queued' && media.reason) onTrouble?.(`waits: ${media.reason.text}`);
    if (media.state === 'rejected' || media.state === 'failed')
      throw new Error(`the video is ${media.state}: ${media.reason?.code}`);
    if (media.state !== 'ready') throw new NotYetError(media.state);
  });
  await persist('complete', async ({ teacher }) => {
    const { state } = await teacher.json(lesson, Lesson);
    if (state !== 'draft') return;
    const place = { stage: '小学', subject: '数学', grade: '三年级' };
    await mustSucceed(await teacher.patch(lesson, place));
  });
  await reach('publishing');
  await persist('publish', async ({ teacher, school }) => {
    const { state } = await teacher.json(lesson, Lesson);
    if (state === 'draft') await mustSucceed(await teacher.post(`${lesson}/submit`));
    if (state !== 'published') await mustSucceed(await school.post(`${lesson}/publish`));
  });
}

/** Does one thing after another with the people as they stand after the newest start. */
function createPersistence(
  library: Library,
  people: LibraryPeople,
  { filename, onTrouble }: Pick<Clip, 'filename' | 'onTrouble'>,
) {
  const deadline = performance.now() + longestClip;
  return <T>(what: string, work: (now: LibraryPeople) => Promise<T>) =>
    persistently(`${filename}: ${what}`, deadline, async () => {
      try {
        return await work(again(library, people));
      } catch (error) {
        const status = statusOf(error);
        if (!onTrouble || status === undefined || !itsOwnFault.includes(status)) throw error;
        onTrouble(`${what}: ${status}`);
        throw new NotYetError(`answered ${status}`);
      }
    });
}

async function requireAttachment(teacher: TestClient, lesson: string, text: string): Promise<void> {
  const { items } = await teacher.json(`${lesson}/attachments`, AttachmentList);
  const [attachment] = items;
  if (attachment?.state === 'ready') return;
  if (attachment?.state === 'checking') throw new NotYetError('the attachment is being checked');
  if (attachment) throw new Error(`the attachment is ${attachment.state}: ${attachment.reason?.code}`);
  const form = new FormData();
  form.set('kind', 'design');
  form.set('file', new Blob([text]), '教学设计.txt');
  await mustSucceed(await teacher.post(`${lesson}/attachments`, form));
  throw new NotYetError('the attachment is being checked');
}

async function giveCover(teacher: TestClient, lesson: string, picture: Buffer<ArrayBuffer>): Promise<void> {
  const form = new FormData();
  form.set('file', new Blob([picture]), '封面.png');
  await mustSucceed(await teacher.put(`${lesson}/cover`, form));
}

async function requireCover(teacher: TestClient, lesson: string): Promise<void> {
  const { warnings } = await teacher.json(lesson, Lesson);
  const about = warnings.map(({ code }) => code).filter((code) => code.startsWith('cover-'));
  if (about.includes('cover-pending')) throw new NotYetError('the cover is being made');
  if (about.length > 0) throw new Error(`the cover: ${about}`);
}

/** What was waited for has not come yet. */
export class NotYetError extends Error {
  override readonly name = 'NotYetError';
}

/** The program answered, and not as it should. */
class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly actual: number;

  constructor(response: Response, text: string) {
    super(`${response.url}: ${response.status} ${text}`);
    this.actual = response.status;
  }
}

/** Does it again as long as the program is away, or somebody dead still holds the upload. */
export async function persistently<T>(what: string, deadline: number, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (cause) {
      if (!isPassing(cause)) throw new Error(`${what}: ${cause}`, { cause });
      if (performance.now() > deadline)
        throw new Error(`${what}: not in ${longestClip} ms: ${cause}`, { cause });
      await sleep(100);
    }
  }
}

/** 423: somebody finishes the upload just now; 429, 503: later. Clients take them for a reason to ask again. */
const passing: readonly unknown[] = [423, 429, 503];
/** An error that nobody foresaw, and a full disk. */
const itsOwnFault: readonly unknown[] = [500, 507];

export function isPassing(error: unknown): boolean {
  if (error instanceof NotYetError || error instanceof NotRunningError) return true;
  const status = statusOf(error);
  if (status !== undefined) return passing.includes(status);
  // What `fetch` throws when the connection is refused or cut.
  return error instanceof TypeError && /fetch failed|terminated/.test(error.message);
}

/** What the program answered instead of what was wanted. */
function statusOf(error: unknown): unknown {
  return error instanceof RefusedError || error instanceof AssertionError ? error.actual : undefined;
}

export async function mustSucceed(response: Response): Promise<void> {
  const text = await response.text();
  if (!response.ok) throw new RefusedError(response, text);
}

async function sendUntil(
  teacher: TestClient,
  address: string,
  file: Buffer<ArrayBuffer>,
  until: number,
): Promise<void> {
  const { offset } = await teacher.json(address, UploadStatus);
  if (offset >= until) return;
  const headers = {
    'tus-resumable': '1.0.0',
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
  };
  await mustSucceed(
    await teacher.fetch(address, { method: 'PATCH', headers, body: file.subarray(offset, until) }),
  );
}

/** The same video with other bytes: a box (ISO 14496-12) that nobody reads is added to its end. */
export function markedCopy(file: Buffer<ArrayBuffer>, number: number): Buffer<ArrayBuffer> {
  const text = Buffer.concat([Buffer.from(`${number} `), randomBytes(16)]);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(header.length + text.length);
  header.write('free', 4);
  return Buffer.concat([file, header, text]);
}

const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
