import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AttachmentState, LessonState, MediaState } from '../../contract/lessons.ts';
import { insertAttachment, writeCaption } from '../../db/attachments.ts';
import { toJson } from '../../db/json-column.ts';
import { insertLesson, updateLesson } from '../../db/lessons.ts';
import { insertMediaVersion } from '../../db/media-versions.ts';
import { newId } from '../../db/new-id.ts';
import { insertOriginal } from '../../db/originals.ts';
import { type TranscoderManifest, toStoredManifest } from '../../lessons/media-manifest.ts';
import type { TestServer } from '../start-server.ts';
import type { Canaries } from './canaries.ts';

export interface MadeLesson {
  id: string;
  versionId: string;
  attachmentId: string;
}

const durationSeconds = 90;
const segmentSeconds = 30;
const segments = ['1.m4s', '2.m4s', '3.m4s'];

/** An original and a folder of media, as several lessons may share them. */
export interface StoredVideo {
  originalKey: string;
  storePrefix: string;
}

/** Where a lesson stands: any node of the shipped curriculum, so that it counts in books and facets. */
export async function anyTopic({ context }: TestServer): Promise<string> {
  const row = await context.database.db
    .selectFrom('nodes')
    .select('id')
    .where('kind', '=', 'topic')
    .orderBy('path')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The files of a video, each with a canary in place of its bytes. */
export async function storeVideo(
  { context }: TestServer,
  canaries: Canaries,
  thing: string,
): Promise<StoredVideo> {
  const word = (what: string) => canaries.plant(thing, what);
  const playlist = [
    ...['#EXTM3U', `#EXT-X-TARGETDURATION:${segmentSeconds}`, '#EXT-X-MAP:URI="init.mp4"'],
    ...segments.flatMap((name) => [`#EXTINF:${segmentSeconds}.000000,`, name]),
    ...['#EXT-X-ENDLIST', ''],
  ].join('\n');
  const files: Record<string, string> = {
    'master.m3u8': '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n360/playlist.m3u8\n',
    '360/playlist.m3u8': playlist,
    '360/init.mp4': word('segment bytes'),
    ...Object.fromEntries(segments.map((name) => [`360/${name}`, word('segment bytes')])),
    'audio/playlist.m3u8': playlist,
    'audio/init.mp4': word('segment bytes'),
    ...Object.fromEntries(segments.map((name) => [`audio/${name}`, word('segment bytes')])),
    'lesson.m4a': word('mp4 bytes'),
    'minute.m4a': word('mp4 bytes'),
    'lesson.mp4': word('mp4 bytes'),
    'minute.mp4': word('mp4 bytes'),
    'cover-1.webp': word('cover bytes'),
    'storyboard.webp': word('storyboard bytes'),
    'storyboard.vtt': word('storyboard bytes'),
  };
  const folder = await context.mediaStore.makeWorkFolder('access');
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const name = newId();
  const video = { originalKey: `originals/${name}`, storePrefix: `media/${name.slice(0, 2)}/${name}` };
  await context.mediaStore.putFolder(video.storePrefix, folder);
  await putText(context, video.originalKey, word('original bytes'));
  return video;
}

/**
 * A lesson of school 1, as the whole way from upload to publication leaves it, with canaries in all it says. Without a
 * video that is ready it has neither version nor captions.
 */
export async function makeLesson(
  { context, world }: TestServer,
  canaries: Canaries,
  given: {
    thing: string;
    state: LessonState;
    /** Li unless said otherwise. */
    teacherId?: string;
    media?: MediaState;
    attachment?: AttachmentState;
    nodeId: string;
    video: StoredVideo;
  },
): Promise<MadeLesson> {
  const { thing, state, teacherId, media = 'ready', attachment = 'ready', nodeId, video } = given;
  const word = (what: string) => canaries.plant(thing, what);
  const created_at = context.clock.now().toISOString();
  const person_id = teacherId ?? world.people.li.id;
  const [id, originalId, versionId, attachmentId] = [newId(), newId(), newId(), newId()];
  const [attachmentKey, captionKey] = [`attachments/${attachmentId}`, `captions/${id}`];
  await putText(context, attachmentKey, word('attachment bytes'));
  if (media === 'ready') {
    const cue = `00:00:01.000 --> 00:00:02.500\n${word('caption')}\n`;
    await putText(context, captionKey, `WEBVTT\n\n${cue}`);
  }
  await context.database.transaction(async (trx) => {
    await insertLesson(trx, {
      id,
      title: `分数 ${word('title')}`,
      kind: 'micro',
      node_id: nodeId,
      summary: word('summary'),
      keywords: toJson([word('keyword')]),
      licence: 'cc-by-nc-sa-4.0',
      teacher_id: person_id,
      school_id: world.organisations.school1.id,
      state,
      media_state: media,
      media_reason: media === 'rejected' ? toJson({ code: 'no-video' }) : null,
      return_note: state === 'returned' ? word('return note') : null,
      submitted_at: state === 'draft' ? null : created_at,
      published_at: state === 'published' ? created_at : null,
      created_at,
      updated_at: created_at,
    });
    await insertAttachment(trx, {
      id: attachmentId,
      lesson_id: id,
      kind: 'design',
      filename: `${word('attachment name')}.txt`,
      media_type: 'text/plain',
      bytes: 14,
      sha256: attachmentId,
      store_key: attachmentKey,
      state: attachment,
      created_at,
    });
    if (media === 'none') return;
    const filename = `${word('original name')}.mp4`;
    const bytes = { sha256: originalId, bytes: 14, store_key: video.originalKey };
    await insertOriginal(trx, { id: originalId, person_id, filename, ...bytes, created_at });
    await updateLesson(trx, id, { original_id: originalId });
    if (media !== 'ready') return;
    await insertMediaVersion(trx, {
      id: versionId,
      lesson_id: id,
      original_id: originalId,
      duration_seconds: durationSeconds,
      bytes: 1,
      manifest: toStoredManifest(manifest),
      store_prefix: video.storePrefix,
      created_at,
    });
    await updateLesson(trx, id, { media_version_id: versionId });
    await writeCaption(trx, { lesson_id: id, language: 'zh', store_key: captionKey, updated_at: created_at });
  });
  return { id, versionId, attachmentId };
}

const manifest = {
  durationSeconds,
  bytes: 1,
  hasAudio: true,
  source: { width: 640, height: 360 },
  renditions: [
    {
      height: 360,
      playlist: '360/playlist.m3u8',
      segments: segments.map((name) => ({ file: `360/${name}`, durationSeconds: segmentSeconds })),
    },
  ],
  audio: {
    playlist: 'audio/playlist.m3u8',
    segments: segments.map((file) => ({ file, durationSeconds: segmentSeconds })),
    plain: { file: 'lesson.m4a' },
    minute: { file: 'minute.m4a' },
  },
  mp4: { file: 'lesson.mp4' },
  minute: { file: 'minute.mp4' },
  covers: [{ file: 'cover-1.webp' }],
  storyboard: { image: 'storyboard.webp', vtt: 'storyboard.vtt' },
  warnings: [],
} satisfies TranscoderManifest;

async function putText({ mediaStore }: TestServer['context'], key: string, text: string): Promise<void> {
  const folder = await mediaStore.makeWorkFolder('access');
  await writeFile(join(folder, 'file'), text);
  await mediaStore.putFile(key, join(folder, 'file'));
}
