import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { insertAttachment, writeCaption, writeCover } from '../../../db/attachments.ts';
import { appendToFeed } from '../../../db/feed.ts';
import { insertLesson, updateLesson } from '../../../db/lessons.ts';
import { insertMediaVersion } from '../../../db/media-versions.ts';
import { newId } from '../../../db/new-id.ts';
import type { Database } from '../../../db/open-database.ts';
import { insertOriginal } from '../../../db/originals.ts';
import { TranscoderManifest, toStoredManifest } from '../../../lessons/media-manifest.ts';
import type { MediaStore } from '../../../media-store/media-store.ts';
import { originalKey } from '../../../uploads/finish-upload.ts';

export interface StoredLesson {
  id: string;
  originalKey: string;
  versionPrefix: string;
  attachmentKey: string;
  captionKey: string;
  coverKey: string;
}

export interface StoredLessonOptions {
  teacherId: string;
  schoolId: string;
  nodeId?: string;
  at: Date;
  title?: string;
  /** Of the original; its version has about as many. */
  bytes?: number;
  segments?: number;
}

/**
 * A published lesson with all its files, stored as the program stores them, though of chance bytes and not of
 * a video: original, media version, attachment, captions, cover.
 */
export async function storeLesson(
  { database, mediaStore }: { database: Database; mediaStore: MediaStore },
  { teacherId, schoolId, nodeId, at, title = '认识分数', bytes = 3000, segments = 2 }: StoredLessonOptions,
): Promise<StoredLesson> {
  const created_at = at.toISOString();
  const work = await mediaStore.makeWorkFolder('sample');
  const put = async (key: string, content: Buffer) => {
    const file = join(work, 'file');
    await writeFile(file, content);
    await mediaStore.putFile(key, file);
    return { store_key: key, bytes: content.length, sha256: hashOf(content) };
  };
  const id = newId();
  const [originalId, versionId, attachmentId] = [newId(), newId() + newId(), newId()];
  const original = await put(originalKey(originalId), randomBytes(bytes));
  const attachment = await put(`attachments/${attachmentId.slice(0, 2)}/${attachmentId}`, randomBytes(200));
  const caption = await put(
    `captions/${id.slice(0, 2)}/${id}.vtt`,
    Buffer.from('WEBVTT\n\n00:01.000 --> 00:02.000\n分数\n'),
  );
  const cover = await put(`covers/${id.slice(0, 2)}/${id}.webp`, randomBytes(100));
  const prefix = `media/${versionId.slice(0, 2)}/${versionId}`;
  const manifest = await writeVersion(join(work, 'version'), bytes, segments);
  await mediaStore.putFolder(prefix, join(work, 'version'));
  await rm(work, { recursive: true });

  await database.transaction(async (trx) => {
    await insertOriginal(trx, {
      ...{ id: originalId, person_id: teacherId, filename: '课.mp4', created_at },
      ...original,
    });
    await insertLesson(trx, {
      ...{ id, title, kind: 'micro', node_id: nodeId ?? null, summary: '', keywords: '[]' },
      ...{ licence: 'cc-by-nc-sa-4.0', programme_id: null, year: null },
      ...{ teacher_id: teacherId, school_id: schoolId, state: 'published', media_state: 'ready' },
      ...{ original_id: originalId, submitted_at: created_at, published_at: created_at },
      ...{ created_at, updated_at: created_at },
    });
    await insertMediaVersion(trx, {
      ...{ id: versionId, lesson_id: id, original_id: originalId, store_prefix: prefix, created_at },
      ...{ duration_seconds: manifest.durationSeconds, bytes: manifest.bytes },
      manifest: toStoredManifest(TranscoderManifest.parse(manifest)),
    });
    await updateLesson(trx, id, { media_version_id: versionId, media_progress: 1 });
    await insertAttachment(trx, {
      ...{ id: attachmentId, lesson_id: id, kind: 'design', filename: '教案.pdf' },
      ...{ media_type: 'application/pdf', created_at },
      ...attachment,
      state: 'ready',
    });
    const updated_at = created_at;
    await writeCaption(trx, { lesson_id: id, language: 'zh', store_key: caption.store_key, updated_at });
    await writeCover(trx, { lesson_id: id, store_key: cover.store_key, source: 'uploaded', updated_at });
    await appendToFeed(trx, [id], at);
  });
  return {
    id,
    originalKey: original.store_key,
    versionPrefix: prefix,
    attachmentKey: attachment.store_key,
    captionKey: caption.store_key,
    coverKey: cover.store_key,
  };
}

/** A folder such as the transcoder's, with a manifest that is true of it. */
async function writeVersion(folder: string, bytes: number, segments: number) {
  const files: { path: string; bytes: number; sha256: string }[] = [];
  const write = async (path: string, content: Buffer | string) => {
    const data = Buffer.from(content);
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), data);
    files.push({ path, bytes: data.length, sha256: hashOf(data) });
    return data.length;
  };
  const size = Math.ceil(bytes / 2 / segments);
  const listed = [];
  for (let number = 1; number <= segments; number += 1) {
    const file = `360/${number}.m4s`;
    listed.push({ file, durationSeconds: 4, bytes: await write(file, randomBytes(size)) });
  }
  const names = listed.map(({ file }) => `#EXTINF:4,\n${file.slice(4)}`).join('\n');
  await write('360/playlist.m3u8', `#EXTM3U\n${names}\n#EXT-X-ENDLIST\n`);
  await write('master.m3u8', '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=400000\n360/playlist.m3u8\n');
  const mp4 = await write('lesson.mp4', randomBytes(Math.ceil(bytes / 2)));
  await write('cover-1.webp', randomBytes(50));
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  const manifest = {
    ...{ durationSeconds: segments * 4, firstPlayableSeconds: 1, hasAudio: true },
    source: {
      ...{
        container: 'mov',
        bytes,
        durationSeconds: segments * 4,
        videoCodec: 'h264',
        width: 640,
        height: 360,
      },
      ...{ frameRate: 25, rotation: 0, audioCodec: 'aac', audioChannels: 1 },
    },
    renditions: [
      {
        ...{ height: 360, width: 640, frameRate: 25, bandwidth: 400000, averageBandwidth: 300000 },
        ...{ codecs: 'avc1.64001e', bytes: size * segments, playlist: '360/playlist.m3u8', segments: listed },
      },
    ],
    mp4: { file: 'lesson.mp4', bytes: mp4, height: 360 },
    covers: [{ file: 'cover-1.webp', atSeconds: 1, width: 640, height: 360 }],
    ...{
      storyboard: null,
      bytes: total,
      files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
      warnings: [],
    },
  };
  await writeFile(join(folder, 'version.json'), JSON.stringify(manifest));
  return manifest;
}

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
