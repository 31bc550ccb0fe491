import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Lesson } from '../contract/lessons.ts';
import {
  EntryList,
  type EntryReceipt,
  ResultList,
  Round,
  RoundList,
  RubricList,
} from '../contract/rounds.ts';
import { listFeedAfter } from '../db/feed.ts';
import { insertMembership } from '../db/people.ts';
import { assertProblem, readAnswer } from '../test/client.ts';
import { describeOnEachServer } from '../test/start-server.ts';
import { listRoundChoices } from './round-choices.ts';
import { seedProgrammesAndRubrics } from './seed-programmes-and-rubrics.ts';
import { giveNewVersion, publishSample } from './test/publish-sample.ts';
import {
  assign,
  batchOf,
  enter,
  newRound,
  openSampleRound,
  reviewAll,
  scored,
  startWithRubrics,
} from './test/round-world.ts';

describeOnEachServer('opening a round', (start) => {
  it('takes a level that fits the organisation, and dates in order', async () => {
    const server = await startWithRubrics(start);
    const province = await server.as('province');
    const post = (given: Parameters<typeof newRound>[1]) =>
      province.post('/api/rounds', newRound(server, given));
    await assertProblem(await post({ level: 'county' }), 400, 'round-level');
    await assertProblem(await post({ entriesUntil: '2026-11-22' }), 400, 'round-order');
    await assertProblem(await post({ programme: 'none' }), 400, 'invalid-request');
    await assertProblem(await post({ rubric: 'none' }), 400, 'invalid-request');
    const round = await readAnswer(await post({ programme: '千课计划' }), Round, 201);
    assert.equal(round.programme.slug, 'qianke');
    assert.equal(round.state, 'entering');
    assert.equal(round.takesEntries, true);
    assert.deepEqual(round.counts, { entries: 0, reviewers: 0, assigned: 0, submitted: 0 });
  });

  it('is for administrators of the organisation', async () => {
    const server = await startWithRubrics(start);
    const body = newRound(server);
    await assertProblem(await server.visitor().post('/api/rounds', body), 401, 'not-signed-in');
    for (const name of ['li', 'rev1', 'county', 'school1'] as const) {
      await assertProblem(await (await server.as(name)).post('/api/rounds', body), 403, 'forbidden');
    }
    const ofSchool = { ...body, level: 'school', organisation: server.world.organisations.school1.id };
    await assertProblem(await (await server.as('school2')).post('/api/rounds', ofSchool), 403, 'forbidden');
    await readAnswer(await (await server.as('school1')).post('/api/rounds', ofSchool), Round, 201);
  });

  it('keeps the rubric that a seed of another time finds', async () => {
    const server = await startWithRubrics(start);
    const bureau = await server.as('bureau');
    const before = await bureau.json('/api/rubrics', RubricList);
    await seedProgrammesAndRubrics(server.context.database.db, server.clock);
    const again = await bureau.json('/api/rubrics', RubricList);
    assert.deepEqual(again, before);
    assert.deepEqual(
      before.items.map(({ slug }) => slug),
      ['anchored-micro-lesson', 'classroom-teaching', 'micro-lesson'],
    );
  });

  it('shows rounds to those whom they concern, page by page', async () => {
    const server = await startWithRubrics(start);
    const city = await openSampleRound(server);
    const { county2, school2 } = server.world.organisations;
    const county = await openSampleRound(server, { level: 'county', organisation: county2.id });
    const school = await openSampleRound(server, { level: 'school', organisation: school2.id });
    const seenBy = async (name: 'li' | 'wang' | 'county' | 'bureau') => {
      const { items } = await (await server.as(name)).json('/api/rounds', RoundList);
      return items.map(({ id }) => id).sort();
    };
    const ids = (...rounds: Round[]) => rounds.map(({ id }) => id).sort();
    assert.deepEqual(await seenBy('li'), ids(city));
    assert.deepEqual(await seenBy('wang'), ids(city, county, school));
    assert.deepEqual(await seenBy('county'), ids(city));
    assert.deepEqual(await seenBy('bureau'), ids(city, county, school));
    const bureau = await server.as('bureau');
    const first = await bureau.json('/api/rounds?limit=2', RoundList);
    const rest = await bureau.json(
      `/api/rounds?limit=2&cursor=${encodeURIComponent(first.nextCursor ?? '')}`,
      RoundList,
    );
    assert.deepEqual(ids(...first.items, ...rest.items), ids(city, county, school));
    assert.equal(rest.nextCursor, undefined);
    assert.equal((await bureau.json('/api/rounds?level=county', RoundList)).items.length, 1);
    await assertProblem(await server.visitor().get('/api/rounds'), 401, 'not-signed-in');
  });

  it('is shown to those it concerns alone', async () => {
    const server = await startWithRubrics(start);
    const { id } = await openSampleRound(server, {
      level: 'school',
      organisation: server.world.organisations.school1.id,
    });
    for (const name of ['li', 'school1', 'county', 'province'] as const) {
      assert.equal((await (await server.as(name)).get(`/api/rounds/${id}`)).status, 200, name);
    }
    for (const name of ['wang', 'school2', 'rev1', 'ops'] as const) {
      await assertProblem(await (await server.as(name)).get(`/api/rounds/${id}`), 404, 'not-found');
    }
    await assertProblem(await server.visitor().get(`/api/rounds/${id}`), 401, 'not-signed-in');
  });

  it('changes days until it is closed, and nothing for outsiders', async () => {
    const server = await startWithRubrics(start);
    const { id } = await openSampleRound(server);
    const bureau = await server.as('bureau');
    const changed = await readAnswer(
      await bureau.patch(`/api/rounds/${id}`, { reviewsUntil: '2026-12-24' }),
      Round,
    );
    assert.equal(changed.reviewsUntil, '2026-12-24');
    assert.equal(changed.entriesUntil, '2026-11-23');
    await assertProblem(
      await bureau.patch(`/api/rounds/${id}`, { reviewsUntil: '2026-11-01' }),
      400,
      'round-order',
    );
    await assertProblem(
      await (await server.as('li')).patch(`/api/rounds/${id}`, { awards: 9 }),
      403,
      'forbidden',
    );
    await bureau.post(`/api/rounds/${id}/close`, { force: true });
    await assertProblem(await bureau.patch(`/api/rounds/${id}`, { awards: 9 }), 409, 'wrong-state');
  });
});

describeOnEachServer('entering lessons', (start, kind) => {
  it('takes one’s own published lesson, with the media version of that moment', async () => {
    const server = await startWithRubrics(start);
    const { id } = await openSampleRound(server);
    const lesson = await publishSample(server, 'li', 'school1', '分数');
    const li = await server.as('li');
    const entry = await enter(li, id, lesson);
    assert.equal(entry.number, '2026-C-0001');
    await assertProblem(
      await li.post(`/api/rounds/${id}/entries`, { lesson: lesson.id }),
      409,
      'lesson-in-round',
    );
    const { db } = server.context.database;
    const original = await db.selectFrom('lessons').select('original_id').executeTakeFirstOrThrow();
    await giveNewVersion(server, lesson.id, original.original_id ?? '');
    await assign(server, id, 'rev1', 'rev2');
    const stored = await db.selectFrom('entries').select('media_version_id').executeTakeFirstOrThrow();
    assert.equal(stored.media_version_id, lesson.mediaVersionId);
  });

  it('refuses visitors, other people’s lessons, other schools, drafts and other days', async () => {
    const server = await startWithRubrics(start);
    const { school1, school2 } = server.world.organisations;
    const city = await openSampleRound(server);
    const elsewhere = await openSampleRound(server, { level: 'school', organisation: school2.id });
    const own = await openSampleRound(server, { level: 'school', organisation: school1.id });
    const taughtThere = await publishSample(server, 'li', 'school2', '角');
    const later = await openSampleRound(server, { opensOn: '2026-11-24', entriesUntil: '2026-11-25' });
    const lesson = await publishSample(server, 'li', 'school1', '分数');
    const send = async (name: 'li' | 'wang' | 'bureau', round: Round, id = lesson.id) =>
      (await server.as(name)).post(`/api/rounds/${round.id}/entries`, { lesson: id });
    const unsigned = await server.visitor().post(`/api/rounds/${city.id}/entries`, { lesson: lesson.id });
    await assertProblem(unsigned, 401, 'not-signed-in');
    await assertProblem(await send('wang', city), 403, 'forbidden');
    await assertProblem(await send('bureau', city), 403, 'forbidden');
    await assertProblem(await send('li', elsewhere), 404, 'not-found');
    await assertProblem(await send('li', own, taughtThere.id), 403, 'left-school');
    const { db } = server.context.database;
    await insertMembership(db, {
      id: 'li-teaches-there-too',
      person_id: server.world.people.li.id,
      organisation_id: school2.id,
      role: 'teacher',
      from_date: '2020-01-01',
      until_date: null,
    });
    await assertProblem(await send('li', own, taughtThere.id), 403, 'lesson-outside-round');
    await assertProblem(await send('li', later), 409, 'round-not-open');
    await assertProblem(await send('li', city, 'no-such-lesson'), 404, 'not-found');
    await db.updateTable('lessons').set({ state: 'draft' }).execute();
    await assertProblem(await send('li', city), 409, 'lesson-not-published');
    await assertProblem(await send('wang', city), 404, 'not-found');
  });

  it('counts days by the region’s clock', async () => {
    const server = await startWithRubrics(start);
    const { id } = await openSampleRound(server);
    const lesson = await publishSample(server, 'li', 'school1', '分数');
    const asked = async () => (await (await server.as('li')).json(`/api/rounds/${id}`, Round)).takesEntries;
    server.clock.set('2026-11-23T15:59:59.000Z');
    assert.equal(await asked(), true);
    server.clock.set('2026-11-23T16:00:00.000Z');
    assert.equal(await asked(), false);
    const late = await (await server.as('li')).post(`/api/rounds/${id}/entries`, { lesson: lesson.id });
    await assertProblem(late, 409, 'round-not-open');
  });

  it('numbers entries that come all at once without gaps', async () => {
    const server = await startWithRubrics(start);
    const { id } = await openSampleRound(server);
    const li = await server.as('li');
    const lessons = await Promise.all(
      Array.from({ length: 12 }, (_, index) => publishSample(server, 'li', 'school1', `第 ${index} 课`)),
    );
    // Every lesson twice: the second try of each must not use up a number.
    const answers = await Promise.all(
      [...lessons, ...lessons].map((lesson) => li.post(`/api/rounds/${id}/entries`, { lesson: lesson.id })),
    );
    const made = answers.filter(({ status }) => status === 201);
    const receipts = await Promise.all(made.map((answer) => answer.json() as Promise<EntryReceipt>));
    assert.deepEqual(
      receipts.map(({ number }) => number).sort(),
      Array.from({ length: 12 }, (_, index) => `2026-C-${String(index + 1).padStart(4, '0')}`),
      kind,
    );
    assert.ok(answers.every(({ status }) => status === 201 || status === 409));
  });

  it('lets a teacher take an entry back, and enter it again under its number', async () => {
    const server = await startWithRubrics(start);
    const { id } = await openSampleRound(server);
    const first = await publishSample(server, 'li', 'school1', '分数');
    const second = await publishSample(server, 'li', 'school1', '小数');
    const li = await server.as('li');
    const entry = await enter(li, id, first);
    await enter(li, id, second);
    const address = `/api/rounds/${id}/entries/${entry.id}`;
    await assertProblem(await server.visitor().delete(address), 401, 'not-signed-in');
    await assertProblem(await (await server.as('wang')).delete(address), 404, 'not-found');
    assert.equal((await li.delete(address)).status, 204);
    assert.equal((await li.delete(address)).status, 204);
    assert.equal((await li.json(`/api/rounds/${id}`, Round)).counts.entries, 1);
    assert.deepEqual(await enter(li, id, first), entry);
    await assign(server, id, 'rev1', 'rev2');
    await assertProblem(await li.delete(address), 409, 'round-not-open');
  });

  it('offers a teacher the rounds that take a lesson today', async () => {
    const server = await startWithRubrics(start);
    const { id } = await openSampleRound(server);
    await openSampleRound(server, { level: 'school', organisation: server.world.organisations.school2.id });
    await openSampleRound(server, { opensOn: '2026-11-24', entriesUntil: '2026-11-25' });
    const lesson = await publishSample(server, 'li', 'school1', '分数');
    const other = await publishSample(server, 'li', 'school1', '小数');
    const entry = await enter(await server.as('li'), id, lesson);
    const person = {
      kind: 'person' as const,
      id: server.world.people.li.id,
      name: 'li',
      displayName: '',
      roles: [
        {
          role: 'teacher' as const,
          organisationId: server.world.organisations.school1.id,
          organisationName: '',
          organisationPath: server.world.organisations.school1.path,
        },
      ],
    };
    const entered = async (lessonId?: string) =>
      (await listRoundChoices(server.context, person, lessonId)).map((choice) => [choice.id, choice.entryId]);
    assert.deepEqual(await entered(), [[id, entry.id]]);
    assert.deepEqual(await entered(lesson.id), [[id, entry.id]]);
    assert.deepEqual(await entered(other.id), [[id, null]]);
  });
});

describeOnEachServer('reviewing and closing a round', (start) => {
  it('goes from entries to awards, once', async () => {
    const server = await startWithRubrics(start);
    const { id } = await openSampleRound(server);
    const best = await publishSample(server, 'li', 'school1', '分数的初步认识');
    const good = await publishSample(server, 'wang', 'school2', '圆的面积');
    await enter(await server.as('wang'), id, good);
    await enter(await server.as('li'), id, best);
    assert.deepEqual(await assign(server, id, 'rev1', 'rev2'), {
      added: 4,
      assigned: 4,
      entries: 2,
      reviewers: 2,
    });
    assert.deepEqual(await assign(server, id, 'rev1', 'rev2'), {
      added: 0,
      assigned: 4,
      entries: 2,
      reviewers: 2,
    });

    const bureau = await server.as('bureau');
    const results = `/api/rounds/${id}/results`;
    await assertProblem(await bureau.post(`/api/rounds/${id}/close`, {}), 409, 'reviews-missing');
    for (const name of ['rev1', 'rev2'] as const) {
      await reviewAll(await server.as(name), id, ({ title }) => (title === '圆的面积' ? 0.7 : 0.9));
    }
    await assertProblem(await server.visitor().get(results), 404, 'not-found');
    await assertProblem(await (await server.as('li')).get(results), 403, 'forbidden');
    const open = await bureau.json(results, ResultList);
    assert.deepEqual(
      open.items.map(({ rank, lesson, awarded }) => [rank, lesson.title, awarded]),
      [
        [1, '分数的初步认识', false],
        [2, '圆的面积', false],
      ],
    );

    await assertProblem(await server.visitor().post(`/api/rounds/${id}/close`, {}), 401, 'not-signed-in');
    await assertProblem(
      await (await server.as('county')).post(`/api/rounds/${id}/close`, {}),
      403,
      'forbidden',
    );
    const closed = await readAnswer(await bureau.post(`/api/rounds/${id}/close`, {}), Round);
    assert.equal(closed.state, 'closed');
    server.clock.advance({ hours: 1 });
    const again = await readAnswer(
      await (await server.as('bureau')).post(`/api/rounds/${id}/close`, {}),
      Round,
    );
    assert.deepEqual(again, closed);

    const { db } = server.context.database;
    const feed = await listFeedAfter(db, 0, 10);
    assert.deepEqual(
      feed.map((row) => row.lesson_id),
      [best.id],
    );
    const lesson = await server.visitor().json(`/api/lessons/${best.id}`, Lesson);
    assert.deepEqual(lesson.awards, [{ level: 'city', year: 2026, programme: '一师一优课' }]);
    const published = await server.visitor().json(results, ResultList);
    assert.deepEqual(
      published.items.map((item) => [item.lesson.title, item.awarded]),
      [['分数的初步认识', true]],
    );
    const shown = ['awarded', 'lesson', 'number', 'rank', 'score'];
    assert.deepEqual(Object.keys(published.items[0] ?? {}).sort(), shown);
    const own = await (await server.as('wang')).json(results, ResultList);
    assert.deepEqual(
      own.items.map(({ score }) => score === null),
      [false, true],
    );
    const byBureau = await (await server.as('bureau')).json(results, ResultList);
    assert.deepEqual(byBureau.items[0]?.flags, []);
    assert.deepEqual(
      own.items.map((item) => [item.rank, item.lesson.title]),
      [
        [1, '分数的初步认识'],
        [2, '圆的面积'],
      ],
    );
    const actions = (await db.selectFrom('audit_log').select('action').execute()).map((row) => row.action);
    assert.equal(actions.filter((action) => action === 'round.close').length, 1);
    assert.equal(actions.filter((action) => action === 'review.submit').length, 4);
  });

  it('closes once when two close at the same time', async () => {
    const server = await startWithRubrics(start);
    const { id } = await openSampleRound(server);
    await enter(await server.as('li'), id, await publishSample(server, 'li', 'school1', '分数'));
    await assign(server, id, 'rev1', 'rev2');
    for (const name of ['rev1', 'rev2'] as const) await reviewAll(await server.as(name), id, () => 0.9);
    const bureau = await server.as('bureau');
    const answers = await Promise.all([1, 2, 3].map(() => bureau.post(`/api/rounds/${id}/close`, {})));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200],
    );
    assert.equal((await listFeedAfter(server.context.database.db, 0, 10)).length, 1);
  });

  it('closes by force with what is there: no review, no place', async () => {
    const server = await startWithRubrics(start);
    const { id } = await openSampleRound(server, { awards: 5, reviewsPerEntry: 1 });
    const li = await server.as('li');
    for (const title of ['一', '二'])
      await enter(li, id, await publishSample(server, 'li', 'school1', title));
    await assign(server, id, 'rev1');
    const rev1 = await server.as('rev1');
    const [first] = await batchOf(rev1, id);
    await rev1.put(`/api/rounds/${id}/reviews/${first?.id}`, scored(0.8));
    const bureau = await server.as('bureau');
    await assertProblem(await bureau.post(`/api/rounds/${id}/close`, {}), 409, 'reviews-missing');
    await readAnswer(await bureau.post(`/api/rounds/${id}/close`, { force: true }), Round);
    const { items } = await bureau.json(`/api/rounds/${id}/entries`, EntryList);
    assert.deepEqual(
      items.map(({ rank, awarded }) => [rank, awarded]).sort(),
      [
        [1, true],
        [null, false],
      ].sort(),
    );
  });

  it('gives nothing to a lesson that was taken back meanwhile, and does not wait for its reviews', async () => {
    const server = await startWithRubrics(start);
    const { id } = await openSampleRound(server, { awards: 2, reviewsPerEntry: 1 });
    const kept = await publishSample(server, 'li', 'school1', '一');
    const gone = await publishSample(server, 'li', 'school1', '二');
    const li = await server.as('li');
    await enter(li, id, kept);
    await enter(li, id, gone);
    await assign(server, id, 'rev1');
    const rev1 = await server.as('rev1');
    const mine = (await batchOf(rev1, id)).find(({ title }) => title === '一');
    await rev1.put(`/api/rounds/${id}/reviews/${mine?.id}`, scored(0.8));
    assert.equal((await li.post(`/api/lessons/${gone.id}/withdraw`)).status, 200);
    const left = (await batchOf(rev1, id)).map(({ title }) => title);
    assert.deepEqual(left, ['一'], 'what nobody can open is in no batch');
    await readAnswer(await (await server.as('bureau')).post(`/api/rounds/${id}/close`, {}), Round);
    const rows = await server.context.database.db.selectFrom('awards').select('lesson_id').execute();
    assert.deepEqual(
      rows.map((row) => row.lesson_id),
      [kept.id],
    );
  });
});
