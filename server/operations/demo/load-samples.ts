import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lesson, LessonList } from '../../contract/lessons.ts';
import { ApiClient } from './api-client.ts';
import { makeSampleVideo } from './make-sample-video.ts';
import { type SampleLesson, sampleLessons } from './sample-lessons.ts';
import { runSampleRounds } from './sample-rounds.ts';

/** Everybody who has something to do in the demo. */
export interface DemoClients {
  teacher: ApiClient;
  teacher2: ApiClient;
  school: ApiClient;
  school2: ApiClient;
  reviewer: ApiClient;
  bureau: ApiClient;
}

/**
 * Brings the sample library in through the public API, as its people would: upload, complete, submit,
 * check, publish, then the rounds. What is already there is left as it is, so that a demo that was cut off
 * goes on where it stopped.
 */
export async function loadSamples(origin: string, password: string, signal: AbortSignal): Promise<void> {
  const signIn = (name: keyof DemoClients) => ApiClient.signIn(origin, name, password, signal);
  const clients: DemoClients = {
    teacher: await signIn('teacher'),
    teacher2: await signIn('teacher2'),
    school: await signIn('school'),
    school2: await signIn('school2'),
    reviewer: await signIn('reviewer'),
    bureau: await signIn('bureau'),
  };
  const folder = await mkdtemp(join(tmpdir(), 'qianke-samples-'));
  try {
    const lessonIds = new Map<string, string>();
    for (const sample of sampleLessons) {
      const id =
        (await findOwn(clients[sample.teacher], sample))?.id ??
        (await bringIn(clients, sample, folder, signal));
      lessonIds.set(sample.title, id);
    }
    for (const sample of sampleLessons) {
      await publish(clients, sample, lessonIds.get(sample.title) ?? '', signal);
    }
    await runSampleRounds(clients, lessonIds);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function findOwn(teacher: ApiClient, sample: SampleLesson): Promise<Lesson | undefined> {
  const { items } = await teacher.get<LessonList>('/api/lessons?mine=1&limit=100');
  return items.find((lesson) => lesson.title === sample.title);
}

async function bringIn(
  clients: DemoClients,
  sample: SampleLesson,
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  // The draft is titled from the file's name.
  const file = join(folder, `${sample.title.replaceAll('/', '／')}.mp4`);
  // Without the teacher's name: it would be seen in a blind review.
  await makeSampleVideo(sample, '千课演示', file, signal);
  const id = await clients[sample.teacher].upload(file);
  await rm(file);
  return id;
}

/** Completes and publishes what is not yet, once its video is ready. */
async function publish(
  clients: DemoClients,
  sample: SampleLesson,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const teacher = clients[sample.teacher];
  const school = sample.teacher === 'teacher' ? clients.school : clients.school2;
  const lesson = await waitForVideo(teacher, id, signal);
  if (lesson.state === 'draft') {
    const { title, place, summary, keywords } = sample;
    const year = new Date().getFullYear();
    await teacher.send('PATCH', `/api/lessons/${id}`, {
      title,
      ...place,
      summary,
      keywords,
      programme: 'qianke',
      year,
    });
    if (lesson.attachments.length === 0) await attachTexts(teacher, sample, id);
    await teacher.send('POST', `/api/lessons/${id}/submit`);
  }
  if (lesson.state === 'draft' || lesson.state === 'submitted')
    await school.send('POST', `/api/lessons/${id}/publish`);
}

async function waitForVideo(teacher: ApiClient, id: string, signal: AbortSignal): Promise<Lesson> {
  for (;;) {
    const lesson = await teacher.get<Lesson>(`/api/lessons/${id}`);
    const { state, reason } = lesson.media;
    if (state === 'ready') return lesson;
    if (state === 'rejected' || state === 'failed')
      throw new Error(`《${lesson.title}》：${reason?.text ?? state}`);
    await sleep(1000, undefined, { signal });
  }
}

async function attachTexts(teacher: ApiClient, sample: SampleLesson, id: string): Promise<void> {
  const steps = sample.slides.map(
    (slide, index) => `${index + 1}. ${slide.heading}：${slide.lines.join('；')}`,
  );
  const design = [
    `《${sample.title}》教学设计`,
    '',
    `教学目标：${sample.summary}`,
    '',
    '教学过程：',
    ...steps,
  ].join('\n');
  const tasks = [
    `《${sample.title}》学习任务单`,
    '',
    '一、看视频前：想一想，你已经知道什么？',
    '二、看视频时：记下三个关键词。',
    '三、看视频后：给家人讲一讲。',
  ].join('\n');
  await teacher.attach(id, 'design', `${sample.title}-教学设计.txt`, design);
  await teacher.attach(id, 'tasks', `${sample.title}-学习任务单.txt`, tasks);
}
