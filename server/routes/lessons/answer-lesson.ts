import { z } from 'zod';
import type { Lesson } from '../../contract/lessons.ts';
import { NotFoundError } from '../../errors.ts';
import { presentLesson } from '../../lessons/present-lessons.ts';
import type { Call } from '../../route.ts';

export const LessonParams = z.object({ id: z.string() });

/** The lesson as it is now, for whoever asks. Throws `NotFoundError` when it is not there for them. */
export async function answerLesson(
  { context, actor, language }: Pick<Call, 'context' | 'actor' | 'language'>,
  id: string,
): Promise<Lesson> {
  const lesson = await presentLesson(context, actor, language, id);
  if (!lesson) throw new NotFoundError();
  return lesson;
}
