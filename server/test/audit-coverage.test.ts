import assert from 'node:assert/strict';
import { it } from 'node:test';
import { z } from 'zod';
import type { AuditAction } from '../contract/audit.ts';
import { OpenSessionList, SecondFactorSecret } from '../contract/session.ts';
import { dictionary } from '../contract/words/dictionary.ts';
import { listAudit } from '../db/audit-log.ts';
import { updateLesson } from '../db/lessons.ts';
import { presentAudit } from '../operations/audit/present-audit.ts';
import { createFirstLink } from '../people/first-start.ts';
import { codeAt, fromBase32, stepAt } from '../people/totp.ts';
import { publishSample } from '../reviews/test/publish-sample.ts';
import { batchOf, newRound, scored, startWithRubrics } from '../reviews/test/round-world.ts';
import { routes } from '../routes.ts';
import { readUploadSettings } from '../uploads/upload-settings.ts';
import { readAnswer, type TestClient } from './client.ts';
import { type PersonName, samplePassword } from './sample-world.ts';
import { describeOnEachServer, type TestServer } from './start-server.ts';

const Made = z.object({ id: z.string() });

/** The server with what earlier acts have made, by name. */
interface Scene {
  server: TestServer;
  ids: Record<string, string>;
}

/** What a request puts on record, and the request; `by` null: nobody signed in. */
interface Recorded {
  writes: AuditAction[];
  by: PersonName | null;
  /** What the request needs and what is not looked at. */
  prepare?(scene: Scene): Promise<void>;
  act(scene: Scene, as: Awaited<ReturnType<TestServer['as']>>): Promise<Response>;
}

/** Why a request that changes something puts nothing on record. */
interface Unrecorded {
  none: string;
}

const ownWork = 'a teacher’s own work on what nobody else sees yet; submitting it is on record';

const picture = () => {
  const form = new FormData();
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  form.set('file', new Blob([png]), 'cover.png');
  return form;
};
const tasks = () => {
  const form = new FormData();
  form.set('kind', 'tasks');
  form.set('file', new Blob(['%PDF-1.4\n%%EOF\n']), '学习任务单.pdf');
  return form;
};

/** Keeps the id of what was made. */
async function keep(scene: Scene, name: string, answer: Promise<Response>): Promise<Response> {
  const response = await answer;
  const copy = response.clone();
  scene.ids[name] = (await readAnswer(copy, Made, response.status)).id;
  return response;
}

const secondFactor = '/api/session/second-factor';

async function firstCode(server: TestServer, client: TestClient): Promise<string> {
  const begun = await client.post(secondFactor, { password: samplePassword });
  const { secret } = await readAnswer(begun, SecondFactorSecret, 201);
  return codeAt(fromBase32(secret), stepAt(server.clock.now()));
}

/** Whatever is first in the queue fails. */
async function failAJob({ server, ids }: Scene): Promise<void> {
  const { database, jobs } = server.context;
  const claimed = await jobs.claim(['transcode', 'cover'], 'a worker');
  assert.ok(claimed);
  const outcome = { result: 'failed', error: 'the encoder crashed' } as const;
  await database.transaction((trx) => jobs.settle(trx, claimed, outcome));
  ids.job = claimed.id;
}

/** A book of its own, each time with a unit that was not there. */
const table = (unit: string) => {
  const form = new FormData();
  form.set(
    'file',
    new Blob([`学段,学科,版本,年级,册次,单元\n小学,数学,人教版,三年级,上册,${unit}\n`]),
    '目录.csv',
  );
  return form;
};
const dryRun = (unit: string) => async (scene: Scene) => {
  const bureau = await scene.server.as('province');
  await keep(scene, 'import', bureau.post('/api/curriculum/imports', table(unit)));
};
async function findBook({ server, ids }: Scene): Promise<void> {
  const { db } = server.context.database;
  const nodes = await db.selectFrom('nodes').select(['id', 'kind']).where('retired_at', 'is', null).execute();
  for (const kind of ['volume', 'subject']) ids[kind] = nodes.find((node) => node.kind === kind)?.id ?? '';
}

/** Every route that is not safe, in an order in which each finds what it needs. */
const unsafe: Record<string, Recorded | Unrecorded> = {
  'POST /api/session': {
    writes: ['session.open'],
    by: null,
    act: ({ server }) => server.visitor().post('/api/session', { name: 'li', password: samplePassword }),
  },
  'DELETE /api/session': { writes: ['session.close'], by: 'li', act: (_, li) => li.delete('/api/session') },
  'POST /sign-in': {
    writes: ['session.open'],
    by: null,
    act: ({ server }) => server.visitor().post('/sign-in', { name: 'li', password: samplePassword }),
  },
  'POST /sign-out': { writes: ['session.close'], by: 'li', act: (_, li) => li.post('/sign-out') },
  'DELETE /api/sessions': {
    writes: ['session.end-others'],
    by: 'li',
    act: (_, li) => li.delete('/api/sessions'),
  },
  'POST /account/end-other-sessions': {
    writes: ['session.end-others'],
    by: 'li',
    act: (_, li) => li.post('/account/end-other-sessions'),
  },
  'DELETE /api/sessions/:id': {
    writes: ['session.end'],
    by: 'li',
    async act(_, li) {
      const { items } = await li.json('/api/sessions', OpenSessionList);
      return li.delete(`/api/sessions/${items[0]?.id}`);
    },
  },
  'POST /api/session/second-factor': { none: 'nothing counts until a code has been put' },
  'PUT /api/session/second-factor': {
    writes: ['second-factor.on'],
    by: 'wang',
    act: async ({ server }, wang) => wang.put(secondFactor, { code: await firstCode(server, wang) }),
  },
  'DELETE /api/people/:id/second-factor': {
    writes: ['second-factor.reset'],
    by: 'school2',
    act: ({ server }, school) => school.delete(`/api/people/${server.world.people.wang.id}/second-factor`),
  },
  'DELETE /api/session/second-factor': {
    writes: ['second-factor.off'],
    by: 'wang',
    act: (_, wang) => wang.delete(secondFactor, { password: samplePassword }),
  },
  'DELETE /api/people/:id/sessions': {
    writes: ['person.end-sessions'],
    by: 'school2',
    act: ({ server }, school) => school.delete(`/api/people/${server.world.people.wang.id}/sessions`),
  },
  'PUT /api/session/password': {
    writes: ['person.change-password'],
    by: 'wang',
    act: (_, wang) =>
      wang.put('/api/session/password', { current: samplePassword, password: 'shan-gao-shui-chang-9' }),
  },
  'POST /api/setup': { none: 'has its own test below: it needs an empty library' },

  'POST /api/uploads': { none: ownWork },
  'PATCH /api/uploads/:id': { none: ownWork },
  'DELETE /api/uploads/:id': { none: ownWork },
  'POST /api/lessons': { none: ownWork },

  'PATCH /api/lessons/:id': {
    writes: ['lesson.change'],
    by: 'li',
    act: ({ ids }, li) => li.patch(`/api/lessons/${ids.lesson}`, { title: '分数的再认识' }),
  },
  'PUT /api/lessons/:id/cover': {
    writes: ['lesson.change'],
    by: 'li',
    act: ({ ids }, li) => li.put(`/api/lessons/${ids.lesson}/cover`, picture()),
  },
  'POST /api/lessons/:id/attachments': {
    writes: ['lesson.change'],
    by: 'li',
    act: (scene, li) =>
      keep(scene, 'attachment', li.post(`/api/lessons/${scene.ids.lesson}/attachments`, tasks())),
  },
  'PATCH /api/lessons/:id/attachments/:attachment': {
    writes: ['lesson.change'],
    by: 'li',
    act: ({ ids }, li) =>
      li.patch(`/api/lessons/${ids.lesson}/attachments/${ids.attachment}`, { kind: 'exercises' }),
  },
  'DELETE /api/lessons/:id/attachments/:attachment': {
    writes: ['lesson.change'],
    by: 'li',
    act: ({ ids }, li) => li.delete(`/api/lessons/${ids.lesson}/attachments/${ids.attachment}`),
  },
  'PUT /api/lessons/:id/captions/:language': {
    writes: ['lesson.change'],
    by: 'li',
    act: ({ ids }, li) =>
      li.fetch(`/api/lessons/${ids.lesson}/captions/zh`, {
        method: 'PUT',
        headers: { 'content-type': 'text/vtt' },
        body: 'WEBVTT\n\n00:00.000 --> 00:01.000\n同学们好\n',
      }),
  },
  'DELETE /api/lessons/:id/captions/:language': {
    writes: ['lesson.change'],
    by: 'li',
    act: ({ ids }, li) => li.delete(`/api/lessons/${ids.lesson}/captions/zh`),
  },

  'POST /api/programmes': {
    writes: ['programme.create'],
    by: 'province',
    act: (_, bureau) =>
      bureau.post('/api/programmes', { slug: 'xinke', name: '新课堂', nameEn: 'New lessons' }),
  },
  'POST /api/rounds': {
    writes: ['round.open'],
    by: 'bureau',
    act: (scene, bureau) =>
      keep(scene, 'round', bureau.post('/api/rounds', newRound(scene.server, { reviewsPerEntry: 1 }))),
  },
  'PATCH /api/rounds/:id': {
    writes: ['round.change'],
    by: 'bureau',
    act: ({ ids }, bureau) => bureau.patch(`/api/rounds/${ids.round}`, { name: '2026 年市级评审' }),
  },
  'POST /api/rounds/:id/entries': {
    writes: ['entry.make'],
    by: 'li',
    async prepare({ server, ids }) {
      const other = await server.as('wang');
      const answer = await other.post(`/api/rounds/${ids.round}/entries`, { lesson: ids.other });
      await readAnswer(answer, Made, 201);
    },
    act: (scene, li) =>
      keep(scene, 'entry', li.post(`/api/rounds/${scene.ids.round}/entries`, { lesson: scene.ids.lesson })),
  },
  'DELETE /api/rounds/:id/entries/:entry': {
    writes: ['entry.withdraw'],
    by: 'li',
    act: ({ ids }, li) => li.delete(`/api/rounds/${ids.round}/entries/${ids.entry}`),
  },
  'POST /api/rounds/:id/assignments': {
    writes: ['round.assign'],
    by: 'bureau',
    prepare: async ({ server }) => server.clock.set('2026-11-24T04:00:00Z'),
    act({ server, ids }, bureau) {
      const reviewers = [server.world.people.rev1.id];
      return bureau.post(`/api/rounds/${ids.round}/assignments`, { reviewers });
    },
  },
  'PUT /api/rounds/:id/reviews/:assignment': {
    writes: ['review.submit'],
    by: 'rev1',
    async act({ ids }, reviewer) {
      const [assignment] = await batchOf(reviewer, ids.round ?? '');
      return reviewer.put(`/api/rounds/${ids.round}/reviews/${assignment?.id}`, scored(0.9));
    },
  },
  'POST /api/rounds/:id/close': {
    writes: ['round.close'],
    by: 'bureau',
    prepare: async ({ server }) => server.clock.set('2026-12-01T04:00:00Z'),
    act: ({ ids }, bureau) => bureau.post(`/api/rounds/${ids.round}/close`, { force: true }),
  },
  'PUT /api/reports/awards/totals': {
    writes: ['level-total.enter'],
    by: 'province',
    act: (_, bureau) =>
      bureau.put('/api/reports/awards/totals', {
        programme: 'yishi-youke',
        year: 2026,
        level: 'province',
        total: 4290,
      }),
  },

  'POST /api/lessons/:id/return': {
    writes: ['lesson.return'],
    by: 'school1',
    act: ({ ids }, school) => school.post(`/api/lessons/${ids.lesson}/return`, { note: '板书有误' }),
  },
  'POST /api/lessons/:id/submit': {
    writes: ['lesson.submit'],
    by: 'li',
    async prepare({ server, ids }) {
      const { db } = server.context.database;
      const node = await db.selectFrom('nodes').select('id').executeTakeFirstOrThrow();
      await updateLesson(db, ids.lesson ?? '', { node_id: node.id });
    },
    act: ({ ids }, li) => li.post(`/api/lessons/${ids.lesson}/submit`),
  },
  'POST /api/lessons/:id/publish': {
    writes: ['lesson.publish'],
    by: 'school1',
    act: ({ ids }, school) => school.post(`/api/lessons/${ids.lesson}/publish`, {}),
  },
  'POST /api/lessons/:id/withdraw': {
    writes: ['lesson.withdraw'],
    by: 'school1',
    act: ({ ids }, school) => school.post(`/api/lessons/${ids.lesson}/withdraw`),
  },
  'POST /lessons/:id/withdraw': {
    writes: ['lesson.withdraw'],
    by: 'school1',
    prepare: ({ server, ids }) =>
      updateLesson(server.context.database.db, ids.lesson ?? '', { state: 'published' }),
    act: ({ ids }, school) => school.post(`/lessons/${ids.lesson}/withdraw`, { note: '地图有误' }),
  },
  'POST /api/lessons/:id/retry': {
    writes: ['lesson.retry'],
    by: 'li',
    prepare: ({ server, ids }) =>
      updateLesson(server.context.database.db, ids.lesson ?? '', { media_state: 'failed' }),
    act: ({ ids }, li) => li.post(`/api/lessons/${ids.lesson}/retry`),
  },
  'DELETE /api/lessons/:id': {
    writes: ['lesson.delete'],
    by: 'li',
    async prepare(scene) {
      const li = await scene.server.as('li');
      const draft = { title: '草稿', kind: 'micro', stage: 'primary', subject: 'math', grade: 'g3' };
      await keep(scene, 'draft', li.post('/api/lessons', draft));
    },
    act: ({ ids }, li) => li.delete(`/api/lessons/${ids.draft}`),
  },

  'POST /api/organisations': {
    writes: ['organisation.create'],
    by: 'county',
    act: (scene, county) =>
      keep(
        scene,
        'school',
        county.post('/api/organisations', {
          parent: scene.server.world.organisations.county1.id,
          level: 'school',
          name: '向阳小学',
        }),
      ),
  },
  'PATCH /api/organisations/:id': {
    writes: ['organisation.change'],
    by: 'county',
    act: ({ ids }, county) => county.patch(`/api/organisations/${ids.school}`, { name: '向阳中心小学' }),
  },
  'POST /api/groups': {
    writes: ['group.create'],
    by: 'county',
    act: (scene, county) =>
      keep(scene, 'group', county.post('/api/groups', { name: '实验教育集团', kind: 'group' })),
  },
  'PUT /api/groups/:id/schools': {
    writes: ['group.schools'],
    by: 'county',
    act: ({ ids }, county) =>
      county.put(`/api/groups/${ids.group}/schools`, {
        schools: [{ school: ids.school, from: '2026-09-01', until: null }],
      }),
  },
  'POST /api/people': {
    writes: ['person.create'],
    by: 'school1',
    act: (scene, school) =>
      keep(
        scene,
        'person',
        school.post('/api/people', {
          name: 'zhao',
          displayName: '赵敏',
          role: 'teacher',
          organisation: scene.server.world.organisations.school1.id,
        }),
      ),
  },
  'POST /api/people/:id/link': {
    writes: ['person.link'],
    by: 'school1',
    async act({ ids }, school) {
      const answer = await school.post(`/api/people/${ids.person}/link`);
      const { link } = await readAnswer(answer.clone(), z.object({ link: z.string() }), 201);
      ids.token = new URL(link, 'http://localhost').searchParams.get('token') ?? '';
      return answer;
    },
  },
  'POST /api/set-password': {
    writes: ['person.set-password'],
    by: null,
    act: ({ server, ids }) =>
      server.visitor().post('/api/set-password', { token: ids.token, password: 'shan-gao-shui-chang-8' }),
  },
  'POST /api/people/:id/memberships': {
    writes: ['membership.add'],
    by: 'county',
    async act({ server, ids }, county) {
      const organisation = server.world.organisations.county1.id;
      const answer = await county.post(`/api/people/${ids.person}/memberships`, {
        role: 'reviewer',
        organisation,
      });
      const shape = z.object({ memberships: z.array(z.object({ id: z.string(), role: z.string() })) });
      const { memberships } = await readAnswer(answer.clone(), shape, 201);
      ids.membership = memberships.find(({ role }) => role === 'reviewer')?.id ?? '';
      return answer;
    },
  },
  'PATCH /api/people/:id/memberships/:membership': {
    writes: ['membership.end'],
    by: 'county',
    act: ({ ids }, county) =>
      county.patch(`/api/people/${ids.person}/memberships/${ids.membership}`, { until: '2026-12-31' }),
  },
  'PATCH /api/people/:id': {
    writes: ['person.change'],
    by: 'county',
    act: ({ ids }, county) => county.patch(`/api/people/${ids.person}`, { disabled: true }),
  },

  'POST /api/open-periods': {
    writes: ['open-period.create'],
    by: 'province',
    act: (scene, bureau) =>
      keep(
        scene,
        'period',
        bureau.post('/api/open-periods', {
          name: '寒假',
          kind: 'winter',
          from: '2027-01-23',
          until: '2027-02-28',
        }),
      ),
  },
  'PATCH /api/open-periods/:id': {
    writes: ['open-period.change'],
    by: 'province',
    act: ({ ids }, bureau) => bureau.patch(`/api/open-periods/${ids.period}`, { until: '2027-03-01' }),
  },
  'DELETE /api/open-periods/:id': {
    writes: ['open-period.delete'],
    by: 'province',
    act: ({ ids }, bureau) => bureau.delete(`/api/open-periods/${ids.period}`),
  },
  'POST /api/curriculum/imports': { none: 'nothing changes before it is confirmed' },
  'POST /manage/curriculum/imports': { none: 'nothing changes before it is confirmed' },
  'POST /api/curriculum/imports/:id/confirm': {
    writes: ['curriculum.import'],
    by: 'province',
    prepare: dryRun('测量的新单元'),
    act: ({ ids }, bureau) => bureau.post(`/api/curriculum/imports/${ids.import}/confirm`),
  },
  'POST /manage/curriculum/imports/:id/confirm': {
    writes: ['curriculum.import'],
    by: 'province',
    prepare: dryRun('测量的另一单元'),
    act: ({ ids }, bureau) => bureau.post(`/manage/curriculum/imports/${ids.import}/confirm`),
  },
  'POST /api/nodes': {
    writes: ['node.add'],
    by: 'province',
    prepare: findBook,
    act: (scene, bureau) =>
      keep(
        scene,
        'unit',
        bureau.post('/api/nodes', { parent: scene.ids.volume, kind: 'unit', name: '第九单元 总复习' }),
      ),
  },
  'POST /manage/curriculum/nodes': {
    writes: ['node.add'],
    by: 'province',
    act: ({ ids }, bureau) =>
      bureau.post('/manage/curriculum/nodes', { parent: ids.unit, kind: 'topic', name: '图形与几何' }),
  },
  'PATCH /api/nodes/:id': {
    writes: ['node.change', 'node.retire'],
    by: 'province',
    act: ({ ids }, bureau) => bureau.patch(`/api/nodes/${ids.unit}`, { name: '复习', retired: true }),
  },
  'POST /manage/curriculum/nodes/:id': {
    writes: ['node.revive'],
    by: 'province',
    act: ({ ids }, bureau) => bureau.post(`/manage/curriculum/nodes/${ids.unit}`, { retired: 'false' }),
  },
  'PUT /api/settings/editions': {
    writes: ['settings.change'],
    by: 'province',
    act: (_, bureau) =>
      bureau.put('/api/settings/editions', { stage: 'primary', subject: 'math', editions: ['pep'] }),
  },
  'POST /manage/curriculum/editions': {
    writes: ['settings.change'],
    by: 'province',
    act: ({ ids }, bureau) =>
      bureau.post('/manage/curriculum/editions', { node: ids.subject, edition: 'pep' }),
  },
  'PUT /api/settings': {
    writes: ['settings.change'],
    by: 'ops',
    act: (_, operator) => operator.put('/api/settings', { name: '滨城千课', place: '滨城' }),
  },
  'PUT /api/settings/uploads': {
    writes: ['settings.change'],
    by: 'ops',
    async act({ server }, operator) {
      const settings = await readUploadSettings(server.context.database.db);
      return operator.put('/api/settings/uploads', settings);
    },
  },
  'PUT /api/synonyms': {
    writes: ['settings.change'],
    by: 'ops',
    act: (_, operator) =>
      operator.put('/api/synonyms', { groups: [{ words: ['番茄', '西红柿'], oneWay: false }] }),
  },
  'POST /api/system/jobs/:id/retry': {
    writes: ['job.retry'],
    by: 'ops',
    prepare: failAJob,
    act: ({ ids }, operator) => operator.post(`/api/system/jobs/${ids.job}/retry`),
  },
  'POST /manage/system/jobs/:id/retry': {
    writes: ['job.retry'],
    by: 'ops',
    prepare: failAJob,
    act: ({ ids }, operator) => operator.post(`/manage/system/jobs/${ids.job}/retry`),
  },
};

/** What gives data away is on record too, though it changes nothing. */
const exports: Record<string, Recorded> = {
  'GET /api/reports/awards': {
    writes: ['report.export'],
    by: 'bureau',
    act: (_, bureau) => bureau.get('/api/reports/awards?format=xlsx'),
  },
  'GET /api/audit-log': {
    writes: ['audit.export'],
    by: 'ops',
    act: (_, operator) => operator.get('/api/audit-log?format=csv'),
  },
};

/** A word in Latin letters, but for an id; what people type into these may be one. */
const slug = /(?<![0-9A-Za-z])(?![0-9a-hjkmnp-tv-z]{16}(?![0-9a-z]))[a-z][a-z-]+/;
const { file, name: typedName, account } = dictionary.zh.auditDetails;
const typedDetails: ReadonlySet<string> = new Set([file, typedName, account]);

describeOnEachServer('what is on record', (start) => {
  it('has a row, or a reason why none is needed, for every route that changes something', () => {
    const safe = new Set(['GET', 'HEAD', 'OPTIONS']);
    const table = routes.filter(({ method }) => !safe.has(method)).map((route) => nameOf(route));
    assert.deepEqual(Object.keys(unsafe).sort(), table.sort());
    for (const name of Object.keys(exports)) assert.ok(routes.some((route) => nameOf(route) === name));
  });

  it('gets exactly one row of every act, with who did it and from where', async () => {
    const server = await startWithRubrics(start);
    const { db } = server.context.database;
    const lesson = await publishSample(server, 'li', 'school1', '分数的初步认识');
    const other = await publishSample(server, 'wang', 'school2', '小数的意义');
    const scene: Scene = { server, ids: { lesson: lesson.id, other: other.id } };
    const rows = () => db.selectFrom('audit_log').selectAll().orderBy('sequence').execute();
    for (const [name, about] of Object.entries({ ...unsafe, ...exports })) {
      if ('none' in about) continue;
      await about.prepare?.(scene);
      const as = about.by === null ? server.visitor() : await server.as(about.by);
      const before = (await rows()).length;
      const answer = await about.act(scene, as);
      assert.ok(answer.status < 400, `${name} answered ${answer.status}: ${await answer.text()}`);
      const written = (await rows()).slice(before);
      assert.deepEqual(
        written.map(({ action }) => action),
        about.writes,
        name,
      );
      const row = written.at(-1);
      assert.equal(row?.network, '127.0.0.0', name);
      if (about.by !== null) assert.equal(row?.person_id, server.world.people[about.by].id, name);
    }
    const shown = await presentAudit(db, await listAudit(db, { limit: 1000 }), 'zh');
    for (const { actionName, subject, detail } of shown) {
      assert.doesNotMatch(actionName, /[a-z]/);
      assert.doesNotMatch(subject.name ?? '', slug, `${actionName}: no words for its subject`);
      for (const { name, value } of detail) {
        assert.match(name, /^[^a-z]+$/, `${actionName}: no words for ${name}`);
        if (!typedDetails.has(name)) assert.doesNotMatch(value, slug, `${actionName}: no words in ${name}`);
      }
    }
  });

  it('begins with who set the library up', async () => {
    const server = await start({ empty: true });
    const { database } = server.context;
    const link = await createFirstLink(database, server.clock);
    const token = new URL(link ?? '', server.url).searchParams.get('token');
    const given = {
      ...{ token, name: 'bureau', displayName: '教育局', password: 'shan-gao-shui-chang-8' },
      ...{ organisation: '滨城市教育局', level: 'city' },
    };
    const answer = await server.visitor().post('/api/setup', given);
    assert.ok(answer.status < 400, await answer.text());
    const rows = await database.db.selectFrom('audit_log').select('action').orderBy('sequence').execute();
    assert.deepEqual(
      rows.map(({ action }) => action),
      ['library.set-up', 'session.open'],
    );
  });
});

const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
