import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import type { Person } from '../access/actor.ts';
import { Assignment, AssignmentList, EntryList, Round } from '../contract/rounds.ts';
import { newId } from '../db/new-id.ts';
import { insertMembership } from '../db/people.ts';
import { NotFoundError } from '../errors.ts';
import { assertProblem, readAnswer } from '../test/client.ts';
import type { PersonName } from '../test/sample-world.ts';
import { describeOnEachServer, type TestServer } from '../test/start-server.ts';
import { reviewDesk } from './review-desk.ts';
import { reviewEntry } from './review-entry.ts';
import { publishSample } from './test/publish-sample.ts';
import {
  assign,
  batchOf,
  enter,
  openSampleRound,
  reviewAll,
  scored,
  startWithRubrics,
} from './test/round-world.ts';

function personOf(server: TestServer, name: PersonName): Person {
  const { id: organisationId, path: organisationPath } = server.world.organisations.city;
  const held = { role: 'reviewer' as const, organisationId, organisationName: '', organisationPath };
  return { kind: 'person', id: server.world.people[name].id, name, displayName: '', roles: [held] };
}

async function joinSchool(server: TestServer, name: PersonName, role: string): Promise<void> {
  await insertMembership(server.context.database.db, {
    id: newId(),
    person_id: server.world.people[name].id,
    organisation_id: server.world.organisations.school1.id,
    role,
    from_date: '2026-01-01',
    until_date: null,
  });
}

describeOnEachServer('assigning reviewers', (start) => {
  it('is for those who run the round, with reviewers only, once something is entered', async () => {
    const server = await startWithRubrics(start);
    const { id } = await openSampleRound(server);
    const address = `/api/rounds/${id}/assignments`;
    const body = { reviewers: [server.world.people.rev1.id, server.world.people.rev2.id] };
    await assertProblem(await server.visitor().post(address, body), 401, 'not-signed-in');
    await assertProblem(await (await server.as('li')).post(address, body), 403, 'forbidden');
    const bureau = await server.as('bureau');
    await assertProblem(await bureau.post(address, { reviewers: [] }), 400, 'invalid-request');
    await assertProblem(
      await bureau.post(address, { reviewers: [server.world.people.li.id] }),
      400,
      'unknown-reviewer',
    );
    await assertProblem(await bureau.post(address, body), 409, 'no-entries');
    await enter(await server.as('li'), id, await publishSample(server, 'li', 'school1', '分数'));
    await readAnswer(await bureau.post(`/api/rounds/${id}/close`, { force: true }), Round);
    await assertProblem(await bureau.post(address, body), 409, 'wrong-state');
  });

  it('keeps out teachers of the lesson and members of its school, and changes nothing when it fails', async () => {
    const server = await startWithRubrics(start);
    const { id } = await openSampleRound(server);
    await joinSchool(server, 'rev1', 'teacher');
    await enter(await server.as('li'), id, await publishSample(server, 'li', 'school1', '分数'));
    const bureau = await server.as('bureau');
    const named = (...names: PersonName[]) => ({
      reviewers: names.map((name) => server.world.people[name].id),
    });
    await assertProblem(
      await bureau.post(`/api/rounds/${id}/assignments`, named('rev1', 'rev2')),
      409,
      'not-enough-reviewers',
    );
    assert.deepEqual(await assign(server, id, 'rev2', 'rev3'), {
      added: 2,
      assigned: 2,
      entries: 1,
      reviewers: 2,
    });
    const { items } = await bureau.json(`/api/rounds/${id}/entries`, EntryList);
    assert.deepEqual(
      items[0]?.reviewers.map(({ name, state }) => [name, state]).sort(),
      [
        ['评委三', 'none'],
        ['评委二', 'none'],
      ].sort(),
    );
  });

  it('lets colleagues review at school level, but not their own lessons', async () => {
    const server = await startWithRubrics(start);
    const { school1 } = server.world.organisations;
    const { id } = await openSampleRound(server, {
      level: 'school',
      organisation: school1.id,
      reviewsPerEntry: 1,
    });
    await joinSchool(server, 'rev1', 'teacher');
    await joinSchool(server, 'li', 'reviewer');
    await enter(await server.as('li'), id, await publishSample(server, 'li', 'school1', '分数'));
    const school = await server.as('school1');
    const send = (name: PersonName) =>
      school.post(`/api/rounds/${id}/assignments`, { reviewers: [server.world.people[name].id] });
    await assertProblem(await send('li'), 409, 'not-enough-reviewers');
    assert.equal((await send('rev1')).status, 200);
  });
});

describeOnEachServer('a reviewer who leaves', (start) => {
  it('is replaced, and keeps no round open', async () => {
    const server = await startWithRubrics(start);
    const { id } = await openSampleRound(server, { reviewsPerEntry: 1 });
    await enter(await server.as('li'), id, await publishSample(server, 'li', 'school1', '分数'));
    await assign(server, id, 'rev1');
    const { db } = server.context.database;
    await db
      .updateTable('people')
      .set({ disabled_at: server.clock.now().toISOString() })
      .where('id', '=', server.world.people.rev1.id)
      .execute();
    const bureau = await server.as('bureau');
    await assertProblem(await bureau.post(`/api/rounds/${id}/close`, {}), 409, 'reviews-missing');
    assert.equal((await assign(server, id, 'rev2')).added, 1);
    await assertProblem(await bureau.post(`/api/rounds/${id}/close`, {}), 409, 'reviews-missing');
    await reviewAll(await server.as('rev2'), id, () => 0.9);
    await readAnswer(await bureau.post(`/api/rounds/${id}/close`, {}), Round);
  });
});

describeOnEachServer('reviewing', (start) => {
  async function startReviewing() {
    const server = await startWithRubrics(start);
    const { id } = await openSampleRound(server, { reviewsPerEntry: 1 });
    const lesson = await publishSample(server, 'li', 'school1', '分数');
    await enter(await server.as('li'), id, lesson);
    await assign(server, id, 'rev1');
    const rev1 = await server.as('rev1');
    const [assignment] = await batchOf(rev1, id);
    assert.ok(assignment);
    const address = `/api/rounds/${id}/reviews/${assignment.id}`;
    return { server, roundId: id, lesson, rev1, assignment, address };
  }

  it('shows reviewers their own batch, blind', async () => {
    const { server, roundId, rev1, assignment } = await startReviewing();
    const answer = await (await rev1.get(`/api/rounds/${roundId}/assignments`)).text();
    assert.doesNotMatch(answer, /李静|实验小学/);
    assert.doesNotMatch(answer, new RegExp(server.world.people.li.id));
    assert.equal(assignment.title, '分数');
    assert.equal(assignment.number, '2026-C-0001');
    assert.equal(assignment.durationSeconds, 480);
    const other = await (await server.as('rev2')).json(`/api/rounds/${roundId}/assignments`, AssignmentList);
    assert.deepEqual(other.items, []);
    const address = `/api/rounds/${roundId}/assignments`;
    await assertProblem(await server.visitor().get(address), 401, 'not-signed-in');
    await assertProblem(await (await server.as('li')).get(address), 403, 'forbidden');
  });

  it('keeps drafts, adds up, and takes a whole review for good', async () => {
    const { rev1, address } = await startReviewing();
    const draft = scored(0.5, { scores: { goals: 7.5 }, comment: '好', submit: false });
    const saved = await readAnswer(await rev1.put(address, draft), Assignment);
    assert.deepEqual([saved.review.state, saved.review.total, saved.review.comment], ['draft', 7.5, '好']);
    await assertProblem(await rev1.put(address, { ...draft, submit: true }), 400, 'scores-incomplete');
    const whole = scored(0.8, { remarks: [{ at: 12.5, text: '板书' }] });
    const submitted = await readAnswer(await rev1.put(address, whole), Assignment);
    assert.deepEqual([submitted.review.state, submitted.review.total], ['submitted', 80]);
    assert.deepEqual(submitted.review.remarks, [{ at: 12.5, text: '板书' }]);
    assert.deepEqual(await readAnswer(await rev1.put(address, whole), Assignment), submitted);
    await assertProblem(await rev1.put(address, scored(0.9)), 409, 'wrong-state');
    await assertProblem(await rev1.put(address, draft), 409, 'wrong-state');
  });

  it('never overwrites what the same reviewer gave on another machine meanwhile', async () => {
    const { rev1, address, roundId } = await startReviewing();
    const draft = (comment: string, given: object) => ({
      ...scored(0.5, { comment, submit: false }),
      ...given,
    });
    const first = await readAnswer(
      await rev1.put(address, draft('学校', { revision: 0, tab: 'a' })),
      Assignment,
    );
    assert.equal(first.review.revision, 1);
    const stale = { revision: 0, tab: 'b' };
    await assertProblem(await rev1.put(address, draft('家里', stale)), 409, 'changed-elsewhere');
    await assertProblem(await rev1.put(address, { ...scored(0.9), ...stale }), 409, 'changed-elsewhere');
    assert.equal((await batchOf(rev1, roundId))[0]?.review.comment, '学校');
    const again = { revision: 0, tab: 'a' };
    await readAnswer(await rev1.put(address, draft('学校，再写', again)), Assignment);
    const known = { revision: 2, tab: 'b' };
    const whole = await readAnswer(await rev1.put(address, { ...scored(0.9), ...known }), Assignment);
    assert.deepEqual([whole.review.state, whole.review.total], ['submitted', 90]);
  });

  it('names what the rubric does not allow', async () => {
    const { rev1, address } = await startReviewing();
    const answer = await rev1.put(
      address,
      scored(1, { scores: { goals: 11, strategy: 0.3 }, submit: false }),
    );
    const problem = await answer.json();
    assert.equal(answer.status, 400);
    assert.deepEqual(
      problem.fields.map(({ path }: { path: string }) => path),
      ['scores.goals', 'scores.strategy'],
    );
  });

  it('is nobody else’s, only while the round is reviewed, until its last day', async () => {
    const { server, roundId, rev1, address } = await startReviewing();
    await assertProblem(await server.visitor().put(address, scored(0.8)), 401, 'not-signed-in');
    await assertProblem(await (await server.as('rev2')).put(address, scored(0.8)), 404, 'not-found');
    await assertProblem(await (await server.as('bureau')).put(address, scored(0.8)), 404, 'not-found');
    const other = await openSampleRound(server);
    const elsewhere = address.replace(roundId, other.id);
    await assertProblem(await rev1.put(elsewhere, scored(0.8)), 404, 'not-found');
    server.clock.set('2026-11-30T16:00:00.000Z');
    await assertProblem(
      await (await server.as('rev1')).put(address, scored(0.8)),
      409,
      'round-not-reviewing',
    );
    server.clock.set('2026-11-30T15:59:00.000Z');
    await (await server.as('bureau')).post(`/api/rounds/${roundId}/close`, { force: true });
    await assertProblem(
      await (await server.as('rev1')).put(address, scored(0.8)),
      409,
      'round-not-reviewing',
    );
  });

  it('gives the desk its figures and the way to the next lesson', async () => {
    const { server, rev1, assignment, address } = await startReviewing();
    const person = personOf(server, 'rev1');
    const before = (await reviewDesk(server.context, person, 'zh')).rounds[0];
    assert.deepEqual(
      [before?.total, before?.submitted, before?.nextHref],
      [1, 0, `/review/${assignment.id}`],
    );
    await rev1.put(address, scored(0.8));
    const after = (await reviewDesk(server.context, person, 'zh')).rounds[0];
    assert.deepEqual([after?.submitted, after?.nextHref], [1, null]);
    assert.deepEqual((await reviewDesk(server.context, personOf(server, 'rev2'), 'zh')).rounds, []);
  });

  it('gives reviewers the attachments under neutral names and addresses, whatever became of the lesson', async (t) => {
    const { server, roundId, lesson, assignment, rev1 } = await startReviewing();
    const { database, mediaStore } = server.context;
    const folder = await mkdtemp(join(tmpdir(), 'qianke-review-'));
    t.after(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'file'), 'PK');
    await mediaStore.putFile(`attachments/${lesson.id}`, join(folder, 'file'));
    const model = await reviewEntry(server.context, personOf(server, 'rev1'), 'zh', assignment.id);
    const url = model.attachments[0]?.url ?? '';

    await database.db.updateTable('lessons').set({ state: 'returned' }).execute();
    const answer = await rev1.get(url);
    assert.equal(answer.status, 200, url);
    assert.equal(await answer.text(), 'PK');
    const disposition = decodeURIComponent(answer.headers.get('content-disposition') ?? '');
    assert.match(disposition, /教学设计\.docx/);
    assert.doesNotMatch(disposition, /li/);

    const other = await openSampleRound(server);
    await assertProblem(await rev1.get(url.replace(roundId, other.id)), 404, 'not-found');
    await assertProblem(await (await server.as('rev2')).get(url), 404, 'not-found');
    await assertProblem(await (await server.as('bureau')).get(url), 404, 'not-found');
    await assertProblem(await server.visitor().get(url), 401, 'not-signed-in');
    await database.db.updateTable('lessons').set({ state: 'withdrawn' }).execute();
    await assertProblem(await rev1.get(url), 404, 'not-found');
  });

  it('gives the review page the entered version and attachments without names', async () => {
    const { server, lesson, assignment } = await startReviewing();
    const model = await reviewEntry(server.context, personOf(server, 'rev1'), 'zh', assignment.id);
    assert.match(model.playback.hls ?? '', new RegExp(`^/play/${lesson.mediaVersionId}/.+/master.m3u8$`));
    assert.equal(model.playback.limit, undefined);
    assert.deepEqual(
      model.attachments.map(({ filename }) => filename),
      ['教学设计.docx'],
    );
    assert.deepEqual(model.position, { index: 1, total: 1, previousHref: null, nextHref: null });
    assert.doesNotMatch(JSON.stringify(model), /李静|实验小学|li的教案/);
    assert.doesNotMatch(JSON.stringify(model), new RegExp(`${lesson.id}|${server.world.people.li.id}`));
    await assert.rejects(
      reviewEntry(server.context, personOf(server, 'rev2'), 'zh', assignment.id),
      NotFoundError,
    );
    await (await server.as('li')).post(`/api/lessons/${lesson.id}/withdraw`);
    await assert.rejects(
      reviewEntry(server.context, personOf(server, 'rev1'), 'zh', assignment.id),
      NotFoundError,
    );
  });
});
