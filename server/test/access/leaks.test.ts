import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { updateOrganisation } from '../../db/organisations.ts';
import { updatePerson } from '../../db/people.ts';
import { seedProgrammesAndRubrics } from '../../reviews/seed-programmes-and-rubrics.ts';
import { routes } from '../../routes.ts';
import { describeOnEachServer } from '../start-server.ts';
import { type Caller, type CallerName, makeCallers } from './callers.ts';
import { Canaries } from './canaries.ts';
import { crawl, type Found } from './crawl.ts';
import { everybody } from './expected/cells.ts';
import { anyTopic, storeVideo } from './make-lesson.ts';
import { type Thing, type ThingName, things, type Workshop } from './things.ts';

const owner = '··· +·· ·· ···· ·· ··';
const checkers = '··· +·· +· +·++ ·· ··';
const nobody = '··· ··· ·· ···· ·· ··';

/** Who may come across what was planted in a thing, in the columns of `callers.ts`; of a part, where it differs. */
const mayFind: Partial<Record<ThingName, { all: string; [what: string]: string }>> = {
  'lesson draft': { all: owner },
  'lesson submitted': { all: checkers },
  'lesson returned': { all: checkers },
  'lesson withdrawn': { all: checkers },
  'lesson published': { all: everybody, 'original name': checkers, 'original bytes': checkers },
  'lesson published, attachment refused': {
    ...{ all: everybody, 'original name': checkers, 'original bytes': checkers },
    ...{ 'attachment name': checkers, 'attachment bytes': nobody },
  },
  'upload open': { all: owner },
  'round of the city, reviewing': {
    all: '··· +++ ++ ++++ ++ ··',
    'review comment': '··· ··· ·· ···· +· ··',
    'review remark': '··· ··· ·· ···· +· ··',
  },
  'round of the school, entering': { all: '··· ++· +· +·++ ·· ··' },
  'a teacher of the school': { all: '··· ··· +· +·++ ·· ··' },
};

describeOnEachServer('what was planted in what is not public', (start, kind) => {
  let workshop: Workshop;
  let callers: Caller[];
  let made: Thing[];
  const byName = (name: CallerName) => callers.find((caller) => caller.name === name) as Caller;
  const make = async (...names: ThingName[]) => {
    const each: Thing[] = [];
    for (const name of names) {
      // Files of its own, so that the bytes say whose they are.
      const owned = name.startsWith('lesson ') ? name : `video of ${name}`;
      const video = await storeVideo(workshop.server, workshop.canaries, owned);
      each.push(await things[name]({ ...workshop, video }));
    }
    await workshop.server.context.search.catchUp();
    return each;
  };

  before(async () => {
    const server = await start();
    await seedProgrammesAndRubrics(server.context.database.db, server.clock);
    callers = await makeCallers(server);
    const former = byName('former everything').personId ?? '';
    const canaries = new Canaries();
    const video = { originalKey: '', storePrefix: '' };
    workshop = { server, canaries, nodeId: await anyTopic(server), video, former };
    made = await make(...(Object.keys(mayFind) as ThingName[]));
  });

  it('is found only by whom it is for, and by each of them', async () => {
    const { server, canaries } = workshop;
    const finders = new Map<string, Set<CallerName>>();
    const where = new Map<string, Found>();
    let read = 0;
    for (const caller of kind === 'sqlite' ? callers : callers.slice(0, 5)) {
      const crawled = await crawl(server, canaries, { cookie: await caller.cookie(), things: made });
      read += crawled.read.length;
      for (const one of crawled.found) {
        const key = `${one.thing}: ${one.what}`;
        finders.set(key, (finders.get(key) ?? new Set()).add(caller.name));
        where.set(`${key} ${caller.name}`, one);
      }
    }
    const wrong: string[] = [];
    let cells = 0;
    for (const [thing, stated] of Object.entries(mayFind)) {
      const parts = new Set(canaries.all().flatMap((one) => (one.thing === thing ? [one.what] : [])));
      assert.ok(parts.size > 0, thing);
      for (const what of parts) {
        const signs = (stated[what] ?? stated.all).replaceAll(' ', '');
        for (const [index, { name }] of (kind === 'sqlite' ? callers : callers.slice(0, 5)).entries()) {
          cells += 1;
          const found = finders.get(`${thing}: ${what}`)?.has(name) ?? false;
          const at = where.get(`${thing}: ${what} ${name}`)?.at;
          if (found !== (signs[index] === '+'))
            wrong.push(`${thing}: ${what}, ${name}: ${found ? `found at ${at}` : 'not found'}`);
        }
      }
    }
    console.log(`leaks (${kind}): ${read} addresses read, ${cells} cells, ${wrong.length} leaks`);
    assert.deepEqual(wrong, []);
  });

  it('says nothing of teacher and school to who reviews blind', async () => {
    const { server, canaries } = workshop;
    const { db } = server.context.database;
    const [teacherName, schoolName] = [canaries.plant('blind', 'teacher'), canaries.plant('blind', 'school')];
    await updatePerson(db, server.world.people.li.id, { display_name: teacherName, disabled_at: null });
    await updateOrganisation(db, server.world.organisations.school1.id, {
      name: schoolName,
      nature: null,
      place: null,
    });
    const [round] = await make('round of the city, reviewing');
    assert.ok(round);
    const { id, assignment, attachment } = round.params;
    const cookie = await byName('assigned reviewer').cookie();
    const desk = ['/review', `/review/${assignment}`, `/api/rounds/${id}`, `/api/rounds/${id}/assignments`];
    for (const path of [...desk, `/api/rounds/${id}/reviews/${assignment}/attachments/${attachment}`]) {
      const response = await fetch(server.url + path, { headers: { cookie, accept: 'text/html, */*' } });
      assert.equal(response.status, 200, path);
      const told = `${await response.text()}\n${[...response.headers].join('\n')}`;
      const found = canaries
        .find(told)
        .filter(({ thing, what }) => thing === 'blind' || /attachment name|original name/.test(what));
      assert.deepEqual(found, [], path);
    }
  });

  it('changes no list, count, facet or total of those it is hidden from', async () => {
    const { server, canaries } = workshop;
    const everyList = listAddresses();
    const hideFrom = async (names: ThingName[], line: string, lists = everyList) => {
      const others = callers.filter((_, index) => line.replaceAll(' ', '')[index] === '·');
      assert.ok(others.length > 5);
      const before = await readAll(others, lists);
      await make(...names);
      const after = await readAll(others, lists);
      for (const [key, text] of before) assert.equal(after.get(key), text, `${names.join(', ')}: ${key}`);
    };
    const readAll = async (some: Caller[], lists: string[]) => {
      const texts = new Map<string, string>();
      for (const caller of some) {
        const cookie = await caller.cookie();
        await Promise.all(
          lists.map(async (path) => {
            const headers = { accept: 'text/html, */*', ...(cookie !== '' && { cookie }) };
            const response = await fetch(server.url + path, { headers, redirect: 'manual' });
            const text = (await response.text()).replace(/"requestId":"[^"]*"/g, '');
            texts.set(`${path} as ${caller.name}`, `${response.status} ${text}`);
          }),
        );
      }
      return texts;
    };
    assert.ok(canaries.all().length > 0);
    await hideFrom(['lesson draft', 'lesson draft, rejected', 'upload open'], owner);
    await hideFrom(['lesson submitted', 'lesson returned', 'lesson withdrawn'], checkers);
    // Its lessons are published: only what tells of rounds must stay the same.
    const rounds = everyList.filter((path) => /round|review/.test(path));
    await hideFrom(['round of the school, entering'], '+++ ++· +· +·++ ·· ··', rounds);
  });

  it('is closed to caches within a minute, and to everybody at once, when a lesson is withdrawn', async () => {
    const { server, canaries } = workshop;
    const [lesson] = await make('lesson published');
    assert.ok(lesson);
    const path = `/api/lessons/${lesson.params.id}`;
    const mine = ({ at }: Found) => at.startsWith('/play/') || at.startsWith(path);
    const { found } = await crawl(server, canaries, { cookie: '', things: [lesson] });
    const shown = [...new Set(found.filter(mine).map(({ at }) => at))];
    const playable = new Set<string>();
    const lessonText = await (await fetch(server.url + path)).text();
    const prefix = /\/play\/[^/]+\/[^/]+/.exec(lessonText)?.[0] ?? 'none';
    for (const at of shown) {
      if (at.startsWith('/play/') && !at.startsWith(prefix)) continue;
      playable.add(at);
      const response = await fetch(server.url + at);
      await response.arrayBuffer();
      const control = response.headers.get('cache-control') ?? '';
      const seconds = Number(/max-age=(\d+)/.exec(control)?.[1] ?? 0);
      const asksAgain = /no-store|no-cache|must-revalidate/.test(control);
      assert.ok(seconds < 60 && asksAgain, `${at}: ${control}`);
    }
    assert.ok(playable.size >= 8, [...playable].join(' '));
    const li = await server.as('li');
    assert.equal((await li.post(`${path}/withdraw`)).status, 200);
    await server.context.search.catchUp();
    for (const at of playable) {
      const { status } = await server.visitor().get(at);
      assert.ok(status === 403 || status === 404, `${at}: ${status}`);
      if (at.startsWith('/play/')) assert.equal((await li.get(at)).status, 403, `${at}, for its teacher`);
    }
  });
});

/** Everything without a parameter that is not about the machine or the caller's own sessions. */
function listAddresses(): string[] {
  const own = [
    '/metrics',
    '/manage/system',
    '/api/system',
    '/readyz',
    '/healthz',
    '/api/sessions',
    '/account',
    '/desk',
    '/api/openapi.json',
  ];
  const plain = routes
    .filter(({ method, path }) => method === 'GET' && !path.includes(':') && !own.includes(path))
    .map(({ path }) => path);
  const asked = [
    '/api/search?q=%E5%88%86%E6%95%B0',
    '/api/suggest?q=%E5%88%86%E6%95%B0',
    '/search?q=%E5%88%86%E6%95%B0',
  ];
  return [...plain, ...asked, '/api/lessons?mine=1', '/api/lessons?state=submitted'];
}
