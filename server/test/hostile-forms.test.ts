import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { dayIn } from '../clock.ts';
import { insertLesson } from '../db/lessons.ts';
import { startSqliteFolder } from '../db/test/each-database.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { emptyLesson } from '../lessons/file-original.ts';
import { startServer, type TestServer } from './start-server.ts';

const boundary = '----qianke';
const contentType = `multipart/form-data; boundary=${boundary}`;
/** Many reads of a socket long. */
const file = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(400_000, '课')]);

function makeForm({
  filename = 'filename="第3课 教案.pdf"',
  name = 'file',
  more = '',
  end = `--${boundary}--\r\n`,
} = {}) {
  return Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="kind"\r\n\r\ndesign\r\n`),
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; ${filename}\r\n${more}\r\n`,
    ),
    file,
    Buffer.from(`\r\n${end}`),
  ]);
}

/** The same numbers in every run (Park and Miller's generator). */
let state = 2026;
const random = (below: number): number => {
  state = (state * 48_271) % 2_147_483_647;
  return state % below;
};

describe('a form that is not what it should be', () => {
  const databases = startSqliteFolder();
  let server: TestServer & { close(): Promise<void> };
  let cookie: string;
  let address: string;
  before(async () => {
    server = await startServer(await databases.newDatabase());
    const { context, world } = server;
    const now = context.clock.now();
    const id = await context.database.transaction(async (trx) => {
      const row = await emptyLesson(trx, world.people.li.id, dayIn(context.config.timeZone, now), now);
      await insertLesson(trx, { ...row, title: '认识分数' });
      return row.id;
    });
    address = `/api/lessons/${id}/attachments`;
    cookie = (await server.as('li')).cookies();
  });
  after(async () => {
    await server.close();
    await databases.stop();
  });

  const workFolders = () => readdir(join(server.context.config.dataFolder, 'media/work'));
  const rows = () => server.context.database.db.selectFrom('attachments').select('id').execute();
  const openFiles = async () => (await readdir('/proc/self/fd')).length;

  async function send(body: Buffer, headers: Record<string, string> = {}): Promise<number> {
    const response = await fetch(server.url + address, {
      method: 'POST',
      headers: { cookie, origin: server.url, 'content-type': contentType, ...headers },
      body: new Uint8Array(body),
    });
    await response.body?.cancel();
    return response.status;
  }

  /** Sends so many bytes of a form and hangs up: by a reset, or by saying no more. */
  async function cut(bytes: number, how: 'reset' | 'end'): Promise<void> {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    await once(socket, 'connect');
    const form = makeForm();
    const head = [
      `POST ${address} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      `Origin: ${server.url}`,
      `Cookie: ${cookie}`,
      `Content-Type: ${contentType}`,
      `Content-Length: ${form.length}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    await new Promise((resolve) => socket.write(form.subarray(0, bytes), resolve));
    if (how === 'reset') socket.resetAndDestroy();
    else socket.end();
    if (how === 'end') socket.resume();
    await once(socket, 'close');
  }

  it('leaves nothing behind when it is cut anywhere', async () => {
    const before = await openFiles();
    for (let round = 0; round < 40; round += 1) {
      await cut(random(makeForm().length - 1), round % 2 === 0 ? 'reset' : 'end');
    }
    await eventually(async () => (await workFolders()).length === 0);
    assert.deepEqual(await rows(), []);
    assert.deepEqual(await server.context.mediaStore.list('attachments'), []);
    await eventually(async () => (await openFiles()) < before + 5);
  });

  const forms: [what: string, body: Buffer, headers?: Record<string, string>][] = [
    ['no boundary', makeForm(), { 'content-type': 'multipart/form-data' }],
    ['an empty boundary', makeForm(), { 'content-type': 'multipart/form-data; boundary=' }],
    ['another boundary', makeForm(), { 'content-type': 'multipart/form-data; boundary=x' }],
    [
      'a boundary of 4,000 letters',
      makeForm(),
      { 'content-type': `multipart/form-data; boundary=${'x'.repeat(4000)}` },
    ],
    ['another kind of parts', makeForm(), { 'content-type': `multipart/mixed; boundary=${boundary}` }],
    ['no end', makeForm({ end: '' })],
    ['nothing', Buffer.alloc(0)],
    ['an unknown charset', makeForm({ filename: "filename*=utf-99''%ff%fe.pdf" })],
    ['bytes that are no UTF-8', makeForm({ filename: "filename*=UTF-8''%ff%fe.pdf" })],
    ['a name of 60,000 letters', makeForm({ filename: `filename="${'长'.repeat(20_000)}.pdf"` })],
    ['no name', makeForm({ filename: 'x=y' })],
    ['a path', makeForm({ filename: 'filename="../../../etc/passwd.pdf"' })],
    ['zeros in the name', makeForm({ filename: 'filename="a\0.pdf"' })],
    ['a hundred headers', makeForm({ more: 'X-A: b\r\n'.repeat(100) })],
    ['a header of 100,000 bytes', makeForm({ more: `X-A: ${'b'.repeat(100_000)}\r\n` })],
    ['a base64 body', makeForm({ more: 'Content-Transfer-Encoding: base64\r\n' })],
    ['another field', makeForm({ name: 'files[999999999]' })],
    ['a field of objects', makeForm({ name: '__proto__[file]' })],
  ];
  for (const [what, body, headers] of forms) {
    it(`is answered and leaves nothing in the work folder: ${what}`, async () => {
      const status = await send(body, headers);
      assert.ok(status < 500, String(status));
      assert.deepEqual(await workFolders(), []);
    });
  }

  it('never costs a 5xx or a file, in 500 versions', { timeout: 120_000 }, async () => {
    const before = await openFiles();
    const pieces = [
      '\r\n',
      `--${boundary}`,
      `--${boundary}--`,
      '\0',
      '"',
      ';',
      ': ',
      'name=',
      '%',
      '[',
      'Content-Type: x',
    ];
    for (let round = 0; round < 500; round += 1) {
      const form = makeForm();
      // Where it is a form rather than a file: at its beginning and its end.
      const places = () => (random(2) === 0 ? random(260) : form.length - 1 - random(40));
      let body = form;
      for (let change = random(4); change >= 0; change -= 1) {
        const [at, piece] = [
          Math.min(places(), body.length),
          Buffer.from(pieces[random(pieces.length)] ?? ''),
        ];
        const kind = random(4);
        if (kind === 0) body = Buffer.concat([body.subarray(0, at), piece, body.subarray(at)]);
        else if (kind === 1) body = Buffer.concat([body.subarray(0, at), body.subarray(at + 1 + random(30))]);
        else if (kind === 2) body = body.subarray(0, Math.max(1, at));
        else body = Buffer.from(body).fill(random(256), at, Math.min(body.length, at + 1 + random(3)));
      }
      const status = await send(body);
      assert.ok(status < 500, `version ${round} was answered with ${status}`);
      // A lesson has place for twenty, and every version has to be read.
      await server.context.database.db.deleteFrom('attachments').execute();
    }
    assert.deepEqual(await workFolders(), []);
    await eventually(async () => (await openFiles()) < before + 5);
  });
});
