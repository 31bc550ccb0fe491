import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Session } from '../contract/session.ts';
import { listAudit } from '../db/audit-log.ts';
import { updatePerson } from '../db/people.ts';
import { beginSecondFactor, confirmSecondFactor, findSecondFactor } from '../db/second-factors.ts';
import { describeOnEachServer, type TestServer } from '../test/start-server.ts';
import { letBackIn } from './let-back-in.ts';

const password = '一盏灯照亮了山里的三间教室';

async function openLink({ visitor }: TestServer, link: string): Promise<number> {
  const token = new URLSearchParams(link.split('?')[1]).get('token');
  return (await visitor().post('/api/set-password', { token, password })).status;
}

describeOnEachServer('letting somebody back in from the machine', (start) => {
  it('gives a link with which the only administrator signs in again, and puts it on record', async () => {
    const server = await start();
    const { database } = server.context;
    const made = await letBackIn(database, server.clock, { name: ' BUREAU ', endSecondFactor: true });
    assert.ok(typeof made === 'object');
    assert.equal(made.secondFactorEnded, false);
    assert.equal(await openLink(server, made.link), 204);
    assert.equal(await openLink(server, made.link), 410);
    const bureau = server.visitor();
    assert.equal((await bureau.post('/api/session', { name: 'bureau', password })).status, 204);
    assert.equal((await bureau.json('/api/session', Session)).name, 'bureau');
    const subject = server.world.people.bureau.id;
    const [link] = await listAudit(database.db, { action: 'person.link', subject, limit: 10 });
    assert.equal(link?.person_id, null);
  });

  it('ends a lost second factor, and the sessions, where it is asked for', async () => {
    const server = await start();
    const { database } = server.context;
    const personId = server.world.people.bureau.id;
    const factor = { personId, secret: 'A'.repeat(32), now: server.clock.now().toISOString() };
    await beginSecondFactor(database.db, factor);
    await confirmSecondFactor(database.db, { ...factor, step: 1, recoveryCodes: [] });
    const bureau = await server.as('bureau');
    const kept = await letBackIn(database, server.clock, { name: 'bureau', endSecondFactor: false });
    assert.ok(typeof kept === 'object' && !kept.secondFactorEnded);
    assert.notEqual(await findSecondFactor(database.db, personId), undefined);
    const ended = await letBackIn(database, server.clock, { name: 'bureau', endSecondFactor: true });
    assert.ok(typeof ended === 'object' && ended.secondFactorEnded);
    assert.equal(await findSecondFactor(database.db, personId), undefined);
    assert.equal((await bureau.get('/api/session')).status, 401);
  });

  it('says of an account that is not there, or is closed, that it is', async () => {
    const { context, clock, world } = await start();
    const ask = (name: string) => letBackIn(context.database, clock, { name, endSecondFactor: true });
    assert.equal(await ask('nobody'), 'unknown');
    assert.equal(await ask(''), 'unknown');
    await updatePerson(context.database.db, world.people.bureau.id, {
      ...{ display_name: '滨城市管理员', disabled_at: clock.now().toISOString() },
    });
    assert.equal(await ask('bureau'), 'disabled');
  });
});
