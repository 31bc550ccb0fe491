import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { it } from 'node:test';
import { UploadStatus } from '../contract/uploads.ts';
import { updatePerson } from '../db/people.ts';
import { deleteSessionsOf } from '../db/sessions.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { openPatch } from '../uploads/test/tus-client.ts';
import { describeOnEachServer, type TestServer } from './start-server.ts';
import { beginUpload, readOffset, sendRest } from './upload-file.ts';

/** Every 1,000 bytes are recorded. */
const replace = ({ uploads }: TestServer['context']) => ({
  uploads: { ...uploads, limits: { ...uploads.limits, checkpointBytes: 1000, checkpointAfter: 3600_000 } },
});

describeOnEachServer('a long request that sends a video', (start) => {
  const file = randomBytes(4000);

  /** Half of the file is sent, more than a quarter recorded, and the request goes on. */
  async function sendHalf(server: TestServer) {
    const li = await server.as('li');
    const address = await beginUpload(li, 'a.mp4', file.length);
    const headers = {
      cookie: li.cookies(),
      origin: server.url,
      'content-length': String(file.length),
    };
    const patch = openPatch(server.url + address, 0, headers);
    await patch.write(file.subarray(0, 2000));
    await eventually(async () => (await li.json(address, UploadStatus)).offset >= 1000);
    return { address, patch };
  }
  const lessons = async ({ context, world }: TestServer) =>
    context.database.db
      .selectFrom('lessons')
      .select('original_id')
      .where('teacher_id', '=', world.people.li.id)
      .execute();

  it('records nothing once its session has ended; signed in again the teacher goes on from there', async () => {
    const server = await start({ replace });
    const { address, patch } = await sendHalf(server);
    await deleteSessionsOf(server.context.database.db, server.world.people.li.id);
    await patch.write(file.subarray(2000));
    patch.end();
    assert.equal(await patch.answer, 401);
    assert.deepEqual(await lessons(server), []);
    const again = await server.as('li');
    const kept = await readOffset(again, address);
    assert.ok(kept >= 1000 && kept <= 2000, String(kept));
    await sendRest(again, address, file);
    assert.equal((await lessons(server)).length, 1);
  });

  it('records nothing once the account is closed, also of the last byte', async () => {
    const server = await start({ replace });
    const { db } = server.context.database;
    const { address, patch } = await sendHalf(server);
    await patch.write(file.subarray(2000, 3999));
    const { id } = server.world.people.li;
    const li = await server.as('li');
    await eventually(async () => (await li.json(address, UploadStatus)).offset >= 3000);
    await updatePerson(db, id, { display_name: '李', disabled_at: server.clock.now().toISOString() });
    await patch.write(file.subarray(3999));
    patch.end();
    assert.equal(await patch.answer, 401);
    assert.deepEqual(await lessons(server), []);
    const upload = await db.selectFrom('uploads').select(['offset', 'state']).executeTakeFirstOrThrow();
    assert.equal(upload.state, 'open');
    assert.ok(upload.offset < file.length, String(upload.offset));
  });
});
