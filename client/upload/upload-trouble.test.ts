import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AnswerError, readAnswerError, toTrouble, UnreadableFileError } from './upload-trouble.ts';

const problem = { code: 'c', title: 't' };
const kindOf = (method: string, status: number) => toTrouble(new AnswerError(method, status, problem)).kind;

describe('trouble with an upload', () => {
  it('is final only where waiting cannot help', () => {
    const expected: Record<string, [string, number[]][]> = {
      POST: [
        ['signed-out', [401]],
        ['refused', [400, 403, 404, 409, 413]],
        ['retry', [408, 423, 429, 500, 502, 503, 507]],
      ],
      HEAD: [
        ['signed-out', [401]],
        ['gone', [404, 410]],
        ['refused', [400, 403, 412]],
        ['retry', [408, 409, 423, 429, 500, 502, 503, 507]],
      ],
      PATCH: [
        ['signed-out', [401]],
        ['gone', [404, 410]],
        ['refused', [400, 403, 413, 415]],
        ['retry', [408, 409, 423, 429, 500, 502, 503, 507]],
      ],
    };
    for (const [method, kinds] of Object.entries(expected)) {
      for (const [kind, statuses] of kinds) {
        for (const status of statuses) assert.equal(kindOf(method, status), kind, `${method} ${status}`);
      }
    }
  });

  it('is passing where a proxy or a sign-in page for the internet answered, but for what it refuses', () => {
    for (const method of ['HEAD', 'PATCH', 'DELETE']) {
      for (const status of [400, 403, 404, 405, 410, 502]) {
        const error = new AnswerError(method, status, { code: '', title: '' }, { ours: false });
        assert.equal(toTrouble(error).kind, 'retry', `${method} ${status}`);
      }
    }
    const large = (method: string) =>
      toTrouble(new AnswerError(method, 413, { code: '', title: '' }, { ours: false })).kind;
    assert.deepEqual([large('PATCH'), large('POST')], ['too-large', 'refused']);
  });

  it('is the teacher’s to mend when a quota is full', () => {
    for (const code of ['quota-teacher', 'quota-school']) {
      assert.equal(toTrouble(new AnswerError('POST', 507, { code, title: 't' })).kind, 'refused');
    }
  });

  it('is the line when there is no answer', () => {
    assert.deepEqual(toTrouble(new TypeError('Failed to fetch')), { kind: 'retry', problem: null });
  });

  it('is the file when it cannot be read', () => {
    assert.deepEqual(toTrouble(new UnreadableFileError()), { kind: 'unreadable' });
  });

  it('carries the server’s words, or none when a proxy answered', async () => {
    const words = await readAnswerError('PATCH', Response.json({ ...problem, status: 413 }, { status: 413 }));
    assert.deepEqual([words.problem, words.ours], [problem, true]);
    const wait = { status: 503, headers: { 'Retry-After': '7' } };
    const proxy = await readAnswerError('HEAD', new Response('<html>', wait));
    assert.deepEqual(
      [proxy.problem, proxy.retryAfterSeconds, proxy.ours],
      [{ code: '', title: '' }, 7, false],
    );
    const gone = { status: 410, headers: { 'Tus-Resumable': '1.0.0' } };
    assert.equal((await readAnswerError('HEAD', new Response(null, gone))).ours, true);
  });
});
