import { z } from 'zod';
import { authorise } from '../../access/policy.ts';
import { findCover } from '../../db/attachments.ts';
import { findLesson, type LessonWithPath } from '../../db/lessons.ts';
import { findMediaVersion } from '../../db/media-versions.ts';
import { NotFoundError } from '../../errors.ts';
import { toLessonFacts } from '../../lessons/lesson-facts.ts';
import { readManifest } from '../../lessons/media-manifest.ts';
import { sendStoredFile } from '../../media-store/send-stored-file.ts';
import { type Call, defineRoute } from '../../route.ts';
import { LessonParams } from './answer-lesson.ts';

export const getCover = defineRoute({
  method: 'GET',
  path: '/api/lessons/:id/cover',
  summary: 'The cover, WebP: the one chosen or uploaded, else the best picture of the video',
  rule: 'lesson.see',
  params: LessonParams,
  async handle(call) {
    const lesson = await findVisible(call, call.params.id);
    const chosen = await findCover(call.context.database.db, lesson.id);
    await sendPicture(call, lesson, chosen?.store_key ?? (await candidateKey(call, lesson, 1)));
  },
});

export const getCoverCandidate = defineRoute({
  method: 'GET',
  path: '/api/lessons/:id/cover-candidates/:index',
  summary: 'One of the pictures of the video to choose a cover from',
  rule: 'lesson.see',
  params: z.object({ id: z.string(), index: z.coerce.number().int().min(1) }),
  async handle(call) {
    const lesson = await findVisible(call, call.params.id);
    authorise(call.actor, 'lesson.original', toLessonFacts(lesson));
    await sendPicture(call, lesson, await candidateKey(call, lesson, call.params.index));
  },
});

type Parts = Pick<Call, 'context' | 'actor' | 'request' | 'response' | 'signal'>;

async function findVisible({ context, actor }: Parts, id: string): Promise<LessonWithPath> {
  const lesson = await findLesson(context.database.db, id);
  if (!lesson) throw new NotFoundError();
  authorise(actor, 'lesson.see', toLessonFacts(lesson));
  return lesson;
}

async function candidateKey({ context }: Parts, lesson: LessonWithPath, index: number): Promise<string> {
  const version = lesson.media_version_id
    ? await findMediaVersion(context.database.db, lesson.media_version_id)
    : undefined;
  const cover = version && readManifest(version.manifest).covers[index - 1];
  if (!version || !cover) throw new NotFoundError();
  return `${version.store_prefix}/${cover.file}`;
}

async function sendPicture(
  { context, request, response, signal }: Parts,
  lesson: LessonWithPath,
  key: string,
): Promise<void> {
  // A withdrawn lesson's cover is gone from caches within a minute, like its video.
  const cacheControl =
    lesson.state === 'published' ? 'public, max-age=30, must-revalidate' : 'private, no-store';
  await sendStoredFile(
    context.mediaStore,
    { key, contentType: 'image/webp', cacheControl },
    request,
    response,
    signal,
  );
}
