import { z } from 'zod';
import { authorise } from '../../access/policy.ts';
import { findLesson } from '../../db/lessons.ts';
import { NotFoundError } from '../../errors.ts';
import { toLessonFacts } from '../../lessons/lesson-facts.ts';
import { writeSubRip, writeWebVtt } from '../../lessons/parse-captions.ts';
import { readCaptions } from '../../lessons/read-captions.ts';
import { defineRoute } from '../../route.ts';
import { CaptionParams, requireLanguage } from './put-captions.ts';

/** Written anew from the cues: the stored file is WebVTT, and editors of subtitles rather take SubRip. */
const formats = {
  vtt: { write: writeWebVtt, contentType: 'text/vtt; charset=utf-8' },
  srt: { write: writeSubRip, contentType: 'application/x-subrip; charset=utf-8' },
};

export const getCaptions = defineRoute({
  method: 'GET',
  path: '/api/lessons/:id/captions/:language',
  summary: 'The captions in a language as a file to work on: WebVTT, or SRT with format=srt',
  rule: 'lesson.original',
  params: CaptionParams,
  query: z.object({ format: z.enum(['vtt', 'srt']).default('vtt') }),
  async handle({ context, actor, params, query, response, signal }) {
    const { db } = context.database;
    const lesson = await findLesson(db, params.id);
    if (!lesson) throw new NotFoundError();
    authorise(actor, 'lesson.original', toLessonFacts(lesson));
    const language = requireLanguage(params.language);
    const cues = await readCaptions(context, lesson.id, language, signal);
    const { write, contentType } = formats[query.format];
    response
      .attachment(`${lesson.title}.${language}.${query.format}`)
      .set({ 'Content-Type': contentType, 'Cache-Control': 'private, no-store' })
      .send(write(cues));
  },
});
