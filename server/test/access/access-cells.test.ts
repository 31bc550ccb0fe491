import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { seedProgrammesAndRubrics } from '../../reviews/seed-programmes-and-rubrics.ts';
import type { Route } from '../../route.ts';
import { routes } from '../../routes.ts';
import { closeLibrary } from '../close-library.ts';
import { describeOnEachServer } from '../start-server.ts';
import { ask, asNothing, isSafe, signOf, withoutIds } from './ask.ts';
import { type Caller, makeCallers } from './callers.ts';
import { Canaries } from './canaries.ts';
import { expectedCells, expectedCellsWhenClosed } from './expected/all-cells.ts';
import type { Cells, ExpectedCells } from './expected/cells.ts';
import { fingerprint } from './fingerprint.ts';
import { anyTopic, storeVideo } from './make-lesson.ts';
import { type Thing, type ThingName, things, type Workshop } from './things.ts';

const nameOf = ({ method, path }: Route) => `${method} ${path}`;

describeOnEachServer('who may what', (start, kind) => {
  let workshop: Workshop;
  let callers: Caller[];
  let cells = 0;
  const wrong: string[] = [];

  before(async () => {
    const server = await start();
    await seedProgrammesAndRubrics(server.context.database.db, server.clock);
    callers = await makeCallers(server);
    const former = callers.find(({ name }) => name === 'former everything')?.personId ?? '';
    const canaries = new Canaries();
    const video = await storeVideo(server, canaries, 'every video');
    workshop = { server, canaries, nodeId: await anyTopic(server), video, former };
  });
  after(() => console.log(`who may what (${kind}): ${cells} cells, ${wrong.length} leaks`));

  it('is what the table says, while the library is open', () => check(expectedCells));

  it('is what the table says, outside open periods', async () => {
    await closeLibrary(workshop.server);
    await check(expectedCellsWhenClosed);
  });

  async function check(expected: ExpectedCells): Promise<void> {
    const before = wrong.length;
    for (const route of routes) {
      const stated = expected[nameOf(route)];
      if (!stated) continue;
      // Rules are the same on both databases; that every route asks its rule is seen on each.
      const rows = Object.entries(stated.rows).slice(0, kind === 'sqlite' ? undefined : 1);
      for (const [about, line] of rows) {
        await checkRow(route, stated, about as ThingName, line);
      }
    }
    const found = wrong.slice(before);
    assert.equal(found.length, 0, found.join('\n'));
  }

  async function checkRow(route: Route, stated: Cells, about: ThingName, line: string): Promise<void> {
    const signs = [...line.replaceAll(' ', '')];
    cells += signs.length;
    const { server } = workshop;
    const name = `${nameOf(route)}, ${about || 'about nothing in particular'}`;
    const shared = await things[about](workshop);
    const got = [...signs];
    const reasons = new Set<string>();

    async function checkCell(caller: Caller, index: number, thing: Thing): Promise<void> {
      const cookie = stated.endsSession ? await caller.openCookie() : await caller.cookie();
      const request = { route, cells: stated, cookie };
      const answered = await ask(server, { ...request, thing });
      const sign = signOf(answered, caller);
      got[index] = sign;
      if (sign !== signs[index]) reasons.add(`${caller.name}: ${sign} ${answered.text.slice(0, 150)}`);
      if (sign !== '·') return;
      // What is hidden answers like what is not there: the same words, the same headers.
      const notThere = await ask(server, { ...request, thing: asNothing(thing) });
      const [hidden, missing] = [withoutIds(answered, thing), withoutIds(notThere, thing)];
      if (isDeepStrictEqual(hidden, missing)) return;
      got[index] = '≠';
      reasons.add(`${caller.name}: hidden ${JSON.stringify(hidden)}, not there ${JSON.stringify(missing)}`);
    }

    const all = callers.map((caller, index) => ({ caller, index }));
    if (isSafe(route)) {
      await Promise.all(all.map(({ caller, index }) => checkCell(caller, index, shared)));
    } else {
      // Those who are refused, all at once, about one and the same thing: everything must be as before.
      const untouched = await fingerprint(server);
      const refused = all.filter(({ index }) => signs[index] !== '+');
      await Promise.all(refused.map(({ caller, index }) => checkCell(caller, index, shared)));
      if ((await fingerprint(server)) !== untouched) reasons.add('a refused request took effect');
      for (const { caller, index } of all) {
        if (signs[index] === '+') await checkCell(caller, index, await things[about](workshop));
      }
    }
    if (stated.endsSession) for (const caller of callers) caller.renew();
    if (reasons.size > 0) {
      wrong.push(
        `${name}\n  stated ${signs.join('')}\n  found  ${got.join('')}\n    ${[...reasons].join('\n    ')}`,
      );
    }
  }
});
