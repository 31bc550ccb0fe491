import { Lesson } from '../contract/lessons.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { readAnswer } from './client.ts';
import type { LibraryPeople } from './library-people.ts';
import { beginUpload, sendRest } from './upload-file.ts';

/** Brings a file from its first byte to publication, as a teacher and a school do, and answers the lesson. */
export async function publishLesson(
  { teacher, school }: LibraryPeople,
  file: Uint8Array<ArrayBuffer>,
  filename: string,
  { within = 300_000 }: { within?: number } = {},
): Promise<Lesson> {
  const id = await sendRest(teacher, await beginUpload(teacher, filename, file.length), file);
  await eventually(
    async () => {
      const { media } = await teacher.json(`/api/lessons/${id}`, Lesson);
      if (media.state === 'rejected' || media.state === 'failed')
        throw new Error(`${filename}: the video is ${media.state}: ${media.reason?.code}`);
      return media.state === 'ready';
    },
    { within },
  );
  const place = { stage: '小学', subject: '数学', grade: '三年级' };
  await readAnswer(await teacher.patch(`/api/lessons/${id}`, place), Lesson);
  await readAnswer(await teacher.post(`/api/lessons/${id}/submit`), Lesson);
  return readAnswer(await school.post(`/api/lessons/${id}/publish`), Lesson);
}
