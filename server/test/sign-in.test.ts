import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Session } from '../contract/session.ts';
import { describeOnEachServer } from './start-server.ts';

describeOnEachServer('signing in', (start) => {
  it('says who is signed in', async () => {
    const server = await start();
    const li = await server.as('li');
    const session = await li.json('/api/session', Session);
    assert.equal(session.organisation?.name, '中山区实验小学');
  });
});
