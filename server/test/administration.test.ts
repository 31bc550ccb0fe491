import assert from 'node:assert/strict';
import { it } from 'node:test';
import { NodeList, TermLists } from '../contract/curriculum.ts';
import { OpenPeriod, OpenPeriodList } from '../contract/open-periods.ts';
import { Group, Organisation, OrganisationList } from '../contract/people.ts';
import { listAudit } from '../db/audit-log.ts';
import { LibrarySettingsSchema } from '../library-settings.ts';
import { assertProblem, readAnswer } from './client.ts';
import { describeOnEachServer, type TestServer } from './start-server.ts';

const actionsOn = async (server: TestServer, subject: string) =>
  (await listAudit(server.context.database.db, { subject, limit: 100 })).map((row) => row.action);

describeOnEachServer('administration', (start) => {
  it('adds organisations and groups below those that the caller administers', async () => {
    const server = await start();
    const county = await server.as('county');
    const { county1, city, school1, school2 } = server.world.organisations;
    const school = { parent: county1.id, level: 'school', name: '向阳教学点', place: 'teaching-point' };
    const made = await readAnswer(await county.post('/api/organisations', school), Organisation, 201);
    assert.equal(made.place, 'teaching-point');
    await assertProblem(
      await county.post('/api/organisations', { ...school, parent: city.id }),
      403,
      'forbidden',
    );
    const wrong = { parent: county1.id, level: 'city', name: '某市' };
    await assertProblem(await county.post('/api/organisations', wrong), 400, 'level-order');
    const renamed = await readAnswer(
      await county.patch(`/api/organisations/${made.id}`, { name: '向阳小学', place: null }),
      Organisation,
    );
    assert.deepEqual([renamed.name, renamed.place], ['向阳小学', null]);
    await assertProblem(
      await county.patch(`/api/organisations/${county1.id}`, { nature: 'private' }),
      400,
      'schools-only',
    );
    const below = await county.json(`/api/organisations?parent=${county1.id}`, OrganisationList);
    assert.deepEqual(below.items.map(({ id }) => id).sort(), [made.id, school1.id].sort());

    const group = await readAnswer(
      await county.post('/api/groups', { name: '实验教育集团', kind: 'group' }),
      Group,
      201,
    );
    const put = (schools: unknown) => county.put(`/api/groups/${group.id}/schools`, { schools });
    const first = { school: school1.id, from: '2024-09-01', until: null };
    const second = { school: made.id, from: '2025-09-01', until: '2026-08-31' };
    const full = await readAnswer(await put([first, second]), Group);
    assert.deepEqual(full.schools, [first, second]);
    const ended = { ...first, until: '2026-12-31' };
    assert.deepEqual((await readAnswer(await put([ended]), Group)).schools, [ended]);
    await assertProblem(await put([ended, { ...first, school: school2.id }]), 403, 'forbidden');
    await assertProblem(await put([{ ...first, until: '2024-01-01' }]), 400, 'period-order');
    assert.deepEqual(await actionsOn(server, group.id), ['group.schools', 'group.schools', 'group.create']);
  });

  it('opens the library without periods, closes it outside them, and puts every change on record', async () => {
    const server = await start();
    const bureau = await server.as('province');
    const read = () => server.visitor().json('/api/open-periods', OpenPeriodList);
    const empty = await read();
    assert.equal(empty.now.open, true);
    assert.equal(empty.timeZone, 'Asia/Shanghai');
    const winter = empty.proposed.find((period) => period.kind === 'winter');
    assert.ok(winter);
    const period = await readAnswer(await bureau.post('/api/open-periods', winter), OpenPeriod, 201);
    const outside = await read();
    assert.equal(outside.now.open, false);
    assert.ok(!outside.proposed.some(({ kind }) => kind === 'winter'));

    const address = `/api/open-periods/${period.id}`;
    await assertProblem(await bureau.patch(address, { until: '2026-01-01' }), 400, 'period-order');
    await readAnswer(await bureau.patch(address, { from: '2026-11-23' }), OpenPeriod);
    assert.equal((await read()).now.open, true, 'from the first day on');
    assert.equal((await bureau.delete(address)).status, 204);
    await assertProblem(await bureau.delete(address), 404, 'not-found');
    assert.deepEqual(await actionsOn(server, period.id), [
      'open-period.delete',
      'open-period.change',
      'open-period.create',
    ]);
    await assertProblem(
      await (await server.as('school1')).post('/api/open-periods', winter),
      403,
      'forbidden',
    );
  });

  it('shows everybody the settings, the terms and the curriculum from the stages down', async () => {
    const server = await start();
    const bureau = await server.as('province');
    const settings = { name: '滨城千课', place: '滨城', organiser: '滨城市教育局' };
    await readAnswer(await bureau.put('/api/settings', settings), LibrarySettingsSchema);
    const visitor = server.visitor();
    assert.equal((await visitor.json('/api/settings', LibrarySettingsSchema)).name, '滨城千课');

    const terms = await visitor.json('/api/terms', TermLists);
    assert.deepEqual(
      terms.subjects?.find(({ slug }) => slug === 'math'),
      { slug: 'math', zh: '数学', en: 'Mathematics' },
    );

    const stages = await visitor.json('/api/nodes', NodeList);
    const primary = stages.items.find(({ name }) => name === '小学');
    assert.ok(primary?.hasChildren);
    let [node] = stages.items;
    while (node?.hasChildren) {
      const { items } = await visitor.json(`/api/nodes?parent=${node.id}`, NodeList);
      assert.ok(items.length > 0);
      [node] = items;
    }
    assert.notEqual(node?.kind, 'stage');
    await assertProblem(await visitor.get('/api/nodes?parent=nothing'), 404, 'not-found');
  });

  it('shows whether the server is ready, and its figures to this machine and operators only', async () => {
    let waitingFor: string[] = [];
    const server = await start({
      replace: () => ({ ready: () => ({ ready: waitingFor.length === 0, waitingFor }) }),
    });
    const visitor = server.visitor();
    assert.equal((await visitor.get('/healthz')).status, 200);
    assert.equal((await visitor.get('/readyz')).status, 200);
    waitingFor = ['worker'];
    const waiting = await visitor.get('/readyz');
    assert.equal(waiting.status, 503);
    assert.deepEqual(await waiting.json(), { ready: false, waitingFor: ['worker'] });

    const passedOn = { 'x-forwarded-for': '203.0.113.7' };
    assert.equal((await visitor.get('/metrics', passedOn)).status, 401);
    assert.equal((await (await server.as('bureau')).get('/metrics', passedOn)).status, 403);
    assert.equal((await (await server.as('ops')).get('/metrics', passedOn)).status, 200);
    const figures = await (await visitor.get('/metrics')).text();
    assert.match(figures, /qianke_http_requests_total\{method="GET",route="\/readyz",status="5xx"\} \d/);
    assert.match(figures, /qianke_nodejs_eventloop_lag_p99_seconds/);
    assert.match(figures, /qianke_search_position\{engine="embedded"\}/);
  });

  it('describes the API', async () => {
    const server = await start();
    const response = await server.visitor().get('/api/openapi.json');
    const described = await response.json();
    assert.equal(described.openapi, '3.1.1');
    assert.ok(described.paths['/api/openapi.json']);
  });
});
