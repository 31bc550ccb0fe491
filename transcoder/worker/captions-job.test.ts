import assert from 'node:assert/strict';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, it } from 'node:test';
import { Lesson } from '../../server/contract/lessons.ts';
import { findCaption } from '../../server/db/attachments.ts';
import { findLesson } from '../../server/db/lessons.ts';
import { eventually } from '../../server/jobs/test/eventually.ts';
import { retryJob } from '../../server/operations/system/retry-job.ts';
import { readAnswer } from '../../server/test/client.ts';
import { describeOnEachServer, type TestServer } from '../../server/test/start-server.ts';
import { makeClip, makeFolder } from '../test/make-clip.ts';
import { createLessons } from './test/lessons.ts';
import { startWorker } from './test/start-worker.ts';

const folder = await makeFolder();
const clip = await makeClip(join(folder.path, 'lesson.mp4'), { seconds: 3 });
after(() => folder.remove());

/** A program that stands for whisper.cpp: says what it was given, within the lesson and behind its end. */
async function makeProgram(name: string, body: string): Promise<string> {
  const path = join(folder.path, name);
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
  return path;
}

const jobsOf = async ({ context }: TestServer, state?: string) =>
  context.database.db
    .selectFrom('jobs')
    .select(['id', 'error'])
    .where('kind', '=', 'captions')
    .$if(state !== undefined, (query) => query.where('state', '=', state!))
    .execute();

describeOnEachServer('captions that a program writes', (start) => {
  it('are kept like a teacher’s, said to be automatic, and give way to a teacher’s', async (t) => {
    const server = await start();
    const { database, mediaStore } = server.context;
    const lessons = createLessons(server);
    const li = await server.as('li');
    const program = await makeProgram(
      'speaks',
      [
        // Of the WAV: RIFF, one channel, 16,000 Hz; of the environment: nothing of ours.
        'format=$(od -An -c -N4 "$1" | tr -d " ")-$(od -An -t u2 -j22 -N2 "$1" | tr -d " ")-$(od -An -t u4 -j24 -N4 "$1" | tr -d " ")',
        'printf "WEBVTT\\n\\n00:01.000 --> 00:02.500\\n<b>%s</b> %s\\n\\n00:09.000 --> 00:10.000\\n没有\\n" "$format" "$(printenv DATA_DIR || echo 无)" >"$2.vtt"',
      ].join('\n'),
    );
    const worker = startWorker(server, { environment: { CAPTIONS_COMMAND: `'${program}' {wav} {out}` } });
    t.after(() => worker.kill('SIGKILL'));

    const lessonId = await lessons.draft();
    await lessons.give(lessonId, clip);
    const caption = await eventually(() => findCaption(database.db, lessonId, 'zh'), { within: 90_000 });
    assert.equal(caption.automatic, 1);
    const vtt = await text(await mediaStore.read(caption.store_key));
    assert.equal(vtt, 'WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nRIFF-1-16000 无\n');
    const seen = await li.json(`/api/lessons/${lessonId}`, Lesson);
    assert.deepEqual(seen.captions, [{ language: 'zh', name: '中文', automatic: true }]);
    assert.match(seen.playback?.captions[0]?.label ?? '', /自动生成/);

    const put = await li.fetch(`/api/lessons/${lessonId}/captions/zh`, {
      ...{ method: 'PUT', headers: { 'content-type': 'text/vtt' } },
      body: 'WEBVTT\n\n00:01.000 --> 00:02.000\n同学们好\n',
    });
    assert.deepEqual((await readAnswer(put, Lesson)).captions, [
      { language: 'zh', name: '中文', automatic: false },
    ]);
    // A new video is not spoken over what a teacher has written.
    await lessons.give(lessonId, clip);
    await eventually(async () => (await lessons.versions(lessonId)).length === 2, { within: 90_000 });
    const [orders, kept] = [await jobsOf(server), await findCaption(database.db, lessonId, 'zh')];
    assert.deepEqual([orders.length, kept?.automatic], [1, 0], 'nothing was ordered but for the first');
  });

  it('are given up soon after their teacher has written some', async (t) => {
    const server = await start();
    const { database } = server.context;
    const lessons = createLessons(server);
    const pidFile = join(folder.path, `pid-${database.kind}`);
    const program = await makeProgram(`dawdles-${database.kind}`, `echo $$ >'${pidFile}'; exec sleep 3600`);
    const worker = startWorker(server, { environment: { CAPTIONS_COMMAND: `${program} {wav}` } });
    t.after(() => worker.kill('SIGKILL'));

    const lessonId = await lessons.draft();
    await lessons.give(lessonId, clip);
    const readPid = async () => Number(await readFile(pidFile, 'utf8').catch(() => '')) || null;
    const pid = await eventually(readPid, { within: 90_000 });
    const put = await (await server.as('li')).fetch(`/api/lessons/${lessonId}/captions/zh`, {
      ...{ method: 'PUT', headers: { 'content-type': 'text/vtt' } },
      body: 'WEBVTT\n\n00:01.000 --> 00:02.000\n同学们好\n',
    });
    await readAnswer(put, Lesson);
    await eventually(async () => (await jobsOf(server, 'done')).length === 1, { within: 60_000 });
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
    assert.equal((await findCaption(database.db, lessonId, 'zh'))?.automatic, 0);
  });

  it('that cannot be written are told to the operator and on the lesson, which is fine without', async (t) => {
    const server = await start();
    const { database } = server.context;
    const lessons = createLessons(server);
    const li = await server.as('li');
    const flag = join(folder.path, `works-${database.kind}`);
    const program = await makeProgram(
      `fails-${database.kind}`,
      `if [ -e '${flag}' ]; then printf 'WEBVTT\\n\\n00:00.000 --> 00:01.000\\n好\\n'; else echo 'no model' >&2; exit 3; fi`,
    );
    const worker = startWorker(server, { environment: { CAPTIONS_COMMAND: `${program} {wav}` } });
    t.after(() => worker.kill('SIGKILL'));

    const lessonId = await lessons.draft();
    await lessons.give(lessonId, clip);
    const [failed] = await eventually(
      async () => {
        const jobs = await jobsOf(server, 'failed');
        return jobs.length > 0 && jobs;
      },
      { within: 90_000 },
    );
    assert.match(failed?.error ?? '', /CAPTIONS_COMMAND ended with 3: no model/);
    assert.equal((await findLesson(database.db, lessonId))?.media_state, 'ready');
    const codes = async () =>
      (await li.json(`/api/lessons/${lessonId}`, Lesson)).warnings.map(({ code }) => code);
    assert.ok((await codes()).includes('captions-failed'));

    await writeFile(flag, '');
    const at = server.context.clock.now().toISOString();
    await retryJob(server.context, failed!.id, { at, personId: null, network: '127.0.0.1' });
    assert.ok(!(await codes()).includes('captions-failed'));
    await eventually(() => findCaption(database.db, lessonId, 'zh'), { within: 60_000 });
  });
});
