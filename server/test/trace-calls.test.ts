import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findDisorder, findStoreDisorder, readDurableCalls } from './trace-calls.ts';

const trace = `
7 fdatasync(24</d/uploads/a>) = 0
7 fsync(24</d/uploads/a> <unfinished ...>
5 write(17<anon_inode:[eventfd]>, "\\1\\0", 8) = 8
7 <... fsync resumed>)           = 0
7 rename("/d/uploads/a", "/d/media/originals/0a/a") = 0
7 fsync(24</d/media/originals/0a>) = 0
5 fdatasync(20</d/qianke.sqlite-wal>) = 0
5 writev(25<TCP:[1]>, [{iov_base="HTTP/1.1 204 No Content\\r\\n", iov_len=400}], 1) = 400
`;

describe('readDurableCalls', () => {
  it('reads what was put on disk, renamed, committed and answered', () => {
    assert.deepEqual(readDurableCalls(trace), [
      { call: 'sync', path: '/d/uploads/a' },
      { call: 'sync', path: '/d/uploads/a' },
      { call: 'rename', from: '/d/uploads/a', to: '/d/media/originals/0a/a' },
      { call: 'sync', path: '/d/media/originals/0a' },
      { call: 'commit' },
      { call: 'answer', status: 204 },
    ]);
  });

  it("knows PostgreSQL's commit", () => {
    assert.deepEqual(readDurableCalls('5 write(19<UNIX:[7]>, "Q\\0\\0\\0\\vcommit\\0", 12) = 12'), [
      { call: 'commit' },
    ]);
  });
});

describe('findDisorder', () => {
  const calls = readDurableCalls(trace);
  const folder = '/d/media/originals/';

  it('finds nothing in the promised order', () => {
    assert.equal(findDisorder(calls, folder, 204), undefined);
  });

  for (const [without, wrong] of [
    [[0, 1], /before it was on disk/],
    [[2], /nothing was renamed/],
    [[3], /never put on disk/],
    [[4], /nothing was committed/],
    [[5], /was answered at -1/],
  ] as const) {
    it(`misses call ${without}`, () => {
      const fewer = calls.filter((_, at) => !(without as readonly number[]).includes(at));
      assert.match(findDisorder(fewer, folder, 204) ?? '', wrong);
    });
  }

  it('finds an answer that came before the commit', () => {
    const [bytes, , name, list, commit, answer] = calls;
    const early = [bytes, name, list, answer, commit].filter((one) => one !== undefined);
    assert.match(findDisorder(early, folder, 204) ?? '', /204 was answered/);
  });
});

describe('findStoreDisorder', () => {
  const put = (name: string) =>
    `5 writev(27<TCP:[2]>, [{iov_base="PUT /b/p/originals/${name}?x-id=PutObject HTTP/1.1\\r\\n", iov_len=400}], 1) = 400`;
  const [head, stored] = ['Not Found', 'OK'].map(
    (text, at) => `5 read(27<TCP:[2]>, "HTTP/1.1 ${[404, 200][at]} ${text}\\r\\n", 65536) = 120`,
  );
  const [commit, answer] = trace.trim().split('\n').slice(-2);
  const read = (...lines: (string | undefined)[]) => readDurableCalls(lines.join('\n'));

  it('finds nothing where the store has said that it has all of it before it is committed', () => {
    const calls = read(head, put('0a/a'), stored, put('0a/b'), stored, commit, answer);
    assert.deepEqual(
      calls.map(({ call }) => call),
      ['stored', 'stored', 'commit', 'answer'],
    );
    assert.equal(findStoreDisorder(calls, '/originals/', 204), undefined);
  });

  it('finds what was committed, or answered, before', () => {
    const late = read(put('0a/a'), stored, commit, put('0a/b'), stored, answer);
    assert.match(findStoreDisorder(late, '/originals/', 204) ?? '', /nothing was committed after/);
    const never = read(put('0a/a'), commit, answer);
    assert.match(findStoreDisorder(never, '/originals/', 204) ?? '', /nothing of .* was stored/);
    const early = read(put('0a/a'), stored, answer, commit);
    assert.match(findStoreDisorder(early, '/originals/', 204) ?? '', /204 was answered/);
  });
});
