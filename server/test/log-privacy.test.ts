import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createLogger } from '../logger.ts';
import { createProblemLog } from '../problem-log.ts';
import { samplePassword } from './sample-world.ts';
import { describeOnEachServer } from './start-server.ts';

/** Everything that could say who somebody is or what they looked for, marked so that it is found anywhere. */
const marks = {
  search: '分数标记词xq71',
  account: 'wang-marked-q72',
  password: 'secret-marked-q73',
  address: '203.0.113.74',
  agent: 'MarkedBrowser-q75',
  referrer: 'marked-page-q76',
  token: 'token-marked-q77',
  name: '王小明标记q78',
  path: '路径标记q79',
  row: 'zhao-marked-q80',
};

describeOnEachServer('the log at its most talkative', (start) => {
  it('holds no search, name, password, path, link or whole address', async (t) => {
    const lines: string[] = [];
    const log = createLogger('debug', 'web', { write: (line: string) => void lines.push(line) });
    // What Express says of failures by itself would go there.
    const aside = t.mock.method(console, 'error', (said: unknown) => void lines.push(String(said)));
    const server = await start({
      environment: { TRUST_PROXY: '1' },
      replace: () => ({ log, problems: createProblemLog(log) }),
    });
    const headers = {
      'x-forwarded-for': marks.address,
      'user-agent': marks.agent,
      referer: `${server.url}/search?q=${marks.referrer}`,
      accept: 'text/html',
    };
    const visitor = server.visitor();
    const word = encodeURIComponent(marks.search);
    for (const path of [
      `/?q=${word}`,
      `/search?q=${word}&teacher=${encodeURIComponent(marks.name)}`,
      `/lessons?q=${word}`,
      `/api/search?q=${word}`,
      `/api/suggest?q=${word}`,
      `/set-password?token=${marks.token}`,
      `/sign-in?next=/search?q=${word}`,
      `/api/lessons/0000000000000000?from=${word}`,
      `/play/x/y/z?q=${word}`,
      `/nowhere?q=${word}`,
      `/${encodeURIComponent(marks.path)}`,
      `/lessons/${encodeURIComponent(marks.path)}`,
      `/nodes/${encodeURIComponent(marks.path)}`,
      `/api/lessons/${encodeURIComponent(marks.path)}/attachments/1`,
      `/play/${encodeURIComponent(marks.path)}/y/z`,
      '/api/search?cursor=%E0%A4%A',
    ])
      await (await visitor.get(path, headers)).body?.cancel();
    for (const path of ['/api/session', '/sign-in'])
      await visitor.post(path, { name: marks.account, password: marks.password }, headers);
    await visitor.post('/api/set-password', { token: marks.token, password: marks.password }, headers);
    const li = await server.as('li');
    await li.post('/api/lessons', { title: marks.name, kind: 'micro', stage: '没有', subject: '' }, headers);
    await visitor.post('/api/session', { name: 'li', password: samplePassword }, headers);
    // A failure of ours is logged with where it happened, and with nothing of what was asked.
    await server.context.database.db.schema.alterTable('lessons').renameTo('gone').execute();
    const broken = await li.get(`/api/lessons?mine=1&q=${word}`, headers);
    await broken.body?.cancel();
    await (await li.get(`/api/lessons/${encodeURIComponent(marks.path)}`, headers)).body?.cancel();
    // As PostgreSQL says it: the values of the row stand beside the message.
    const about = { code: '23505', detail: `Key (name)=(${marks.row}) already exists.` };
    const cause = Object.assign(new Error('duplicate key value violates unique constraint'), about);
    log.error({ err: new Error('not kept', { cause }) }, 'a request failed');
    log.error({ err: cause }, 'a request failed');

    const requests = lines.filter((line) => line.includes('"msg":"request"'));
    assert.ok(requests.length >= 19, `${requests.length} requests were logged`);
    for (const pattern of ['/api/lessons/:id', '/api/search', 'none'])
      assert.ok(
        requests.some((line) => line.includes(`"route":"${pattern}"`)),
        pattern,
      );
    const failures = lines.filter((line) => line.includes('"msg":"a request failed: a table is missing'));
    assert.equal(failures.length, 1, 'one problem is one line');
    assert.match(failures[0] ?? '', /"route":"\/api\/lessons"/);
    assert.equal(aside.mock.callCount(), 0);
    const text = lines.join('') + decodeURIComponent(lines.join('').replaceAll(/%(?![0-9A-F]{2})/gi, '%25'));
    for (const [what, mark] of Object.entries({ ...marks, password2: samplePassword })) {
      const line = lines.find((one) => one.includes(mark) || one.includes(encodeURIComponent(mark)));
      assert.equal(line, undefined, `${what} stands in the log`);
      assert.ok(!text.includes(mark), what);
    }
  });
});
