import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { pino } from 'pino';
import type { Lesson } from '../contract/lessons.ts';
import { insertLesson } from '../db/lessons.ts';
import { newId } from '../db/new-id.ts';
import { insertMembership } from '../db/people.ts';
import { insertUpload } from '../db/uploads.ts';
import { assertProblem } from '../test/client.ts';
import { describeOnEachServer, readPageModel, type TestServer } from '../test/start-server.ts';
import { finishLeftOvers } from '../uploads/sweep-uploads.ts';
import { emptyLesson, titleFromFilename } from './file-original.ts';

describe('the title of a draft', () => {
  const cases: [filename: string, title: string][] = [
    ['分数的初步认识.mp4', '分数的初步认识'],
    ['C:\\录像\\第3课_静夜思.MOV', '第3课 静夜思'],
    ['a/b/Unit 3  My school.mkv', 'Unit 3 My school'],
    ['1.大青树下的小学①.mp4', '1.大青树下的小学①'],
    ['.mp4', '未命名的课'],
    ['', '未命名的课'],
    [`${'长'.repeat(200)}.mp4`, '长'.repeat(120)],
  ];
  for (const [filename, title] of cases) {
    it(`of ${JSON.stringify(filename.slice(0, 30))}`, () => assert.equal(titleFromFilename(filename), title));
  }
});

describeOnEachServer('a whole file whose teacher has left the school meanwhile', (start) => {
  const li = ({ world }: TestServer) => world.people.li.id;

  /** As the program leaves it that is stopped between the last byte and the lesson. */
  async function leaveWhole(server: TestServer, about: { lesson_id?: string; school_id?: string } = {}) {
    const { context } = server;
    const id = newId();
    const at = context.clock.now().toISOString();
    await writeFile(context.uploads.files.path(id), 'kept');
    await insertUpload(context.database.db, {
      ...{ id, person_id: li(server), filename: '分数.mp4', filetype: 'video/mp4', length: 4, offset: 4 },
      ...{ state: 'open', original_id: null, lesson_id: null, created_at: at, active_at: at, expires_at: at },
      ...about,
    });
    return id;
  }
  const leaveSchool = (server: TestServer) =>
    server.context.database.db
      .updateTable('memberships')
      .set({ until_date: '2026-11-22' })
      .where('person_id', '=', li(server))
      .execute();
  const lessonsOf = (server: TestServer) =>
    server.context.database.db
      .selectFrom('lessons')
      .select(['id', 'school_id', 'state', 'title'])
      .where('teacher_id', '=', li(server))
      .where('original_id', 'is not', null)
      .execute();

  it('is a draft of that school, which the teacher sees and cannot hand in any more', async () => {
    const server = await start();
    const id = await leaveWhole(server);
    await leaveSchool(server);
    assert.deepEqual(await finishLeftOvers(server.context.uploads), { finished: 1 });
    const [lesson, ...others] = await lessonsOf(server);
    assert.deepEqual(others, []);
    assert.deepEqual([lesson?.school_id, lesson?.state], [server.world.organisations.school1.id, 'draft']);
    const client = await server.as('li');
    assert.equal((await client.get(`/api/lessons/${lesson?.id}`)).status, 200);
    await assertProblem(await client.post(`/api/lessons/${lesson?.id}/submit`), 403, 'left-school');
    assert.equal((await client.get('/desk')).headers.get('location'), '/teach');
    const desk = (await readPageModel(await client.get('/teach'))) as {
      mayUpload: boolean;
      lessons: Lesson[];
    };
    assert.equal(desk.mayUpload, false);
    assert.deepEqual(
      desk.lessons.map(({ id, may }) => [id, may.includes('edit')]),
      [[lesson?.id, false]],
    );
    // At another school they teach again, and the draft stays where it is.
    await insertMembership(server.context.database.db, {
      ...{ id: newId(), person_id: li(server), role: 'teacher', until_date: null },
      ...{ organisation_id: server.world.organisations.school2.id, from_date: '2026-11-23' },
    });
    const elsewhere = await server.as('li');
    const completing = { uploadId: id, title: '改', kind: 'micro', stage: 'primary', subject: 'math' };
    await assertProblem(await elsewhere.post('/api/lessons', completing), 403, 'left-school');
    const page = await elsewhere.get(`/lessons/${lesson?.id}`);
    assert.equal(((await readPageModel(page)) as { left: boolean }).left, true);
  });

  it('takes the place of no video of that school, and is a draft of its own', async () => {
    const server = await start();
    const { database, clock } = server.context;
    const named = newId();
    await database.transaction(async (trx) => {
      const row = await emptyLesson(trx, li(server), '2026-11-23', clock.now());
      await insertLesson(trx, { ...row, id: named, state: 'published' });
    });
    await leaveWhole(server, { lesson_id: named });
    await leaveSchool(server);
    assert.deepEqual(await finishLeftOvers(server.context.uploads), { finished: 1 });
    const made = await lessonsOf(server);
    assert.deepEqual(
      made.map(({ title, state }) => [title, state]),
      [['分数', 'draft']],
    );
    assert.notEqual(made[0]?.id, named);
  });

  it('is of the school it was begun for where nothing is left of the role', async () => {
    const server = await start();
    const school = server.world.organisations.school1.id;
    await leaveWhole(server, { school_id: school });
    await server.context.database.db.deleteFrom('memberships').where('person_id', '=', li(server)).execute();
    assert.deepEqual(await finishLeftOvers(server.context.uploads), { finished: 1 });
    assert.deepEqual(
      (await lessonsOf(server)).map(({ school_id }) => school_id),
      [school],
    );
  });

  it('is ended where there is no school at all: said to the teacher, once to the operator, and tried no more', async () => {
    const lines: { uploadId?: string; msg: string }[] = [];
    const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const server = await start({ replace: ({ uploads }) => ({ uploads: { ...uploads, log } }) });
    const { database, uploads } = server.context;
    const id = await leaveWhole(server);
    await database.db.deleteFrom('memberships').where('person_id', '=', li(server)).execute();
    for (let hour = 0; hour < 3; hour += 1) assert.deepEqual(await finishLeftOvers(uploads), { finished: 0 });
    assert.deepEqual(
      lines.map(({ uploadId }) => uploadId),
      [id],
    );
    assert.match(lines[0]?.msg ?? '', /ended and its teacher told.*give the account its role back/);
    const answer = await (await server.as('li')).get(`/api/uploads/${id}`, { 'tus-resumable': '1.0.0' });
    await assertProblem(answer, 410, 'no-school');
    assert.deepEqual(await lessonsOf(server), []);
    const file = await server.context.mediaStore.stat(`originals/${id.slice(0, 2)}/${id}`);
    assert.equal(file?.bytes, 4, 'kept for a day');
  });
});
