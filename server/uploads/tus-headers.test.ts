import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InvalidRequestError } from '../errors.ts';
import { parseCount, parseMetadata } from './tus-headers.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const filename = (text: string) => parseMetadata(`filename ${base64(text)}`).filename;

describe('headers of tus', () => {
  it('reads what is said of a file', () => {
    const header = `filename ${base64('认识分数.mp4')}, filetype ${base64('video/mp4')},lesson ${base64('l1')},fingerprint ${base64('9-a-b')},private`;
    assert.deepEqual(parseMetadata(header), {
      filename: '认识分数.mp4',
      filetype: 'video/mp4',
      lessonId: 'l1',
      fingerprint: '9-a-b',
    });
  });

  it('takes a file of which nothing is said', () => {
    const nothing = {
      filename: 'video',
      filetype: 'application/octet-stream',
      lessonId: null,
      fingerprint: null,
    };
    for (const header of [undefined, '', ' ', 'filename', 'filename ,lesson ']) {
      assert.deepEqual(parseMetadata(header), nothing, String(header));
    }
  });

  it('keeps of a name what is one', () => {
    assert.equal(filename('C:\\课\\a.mp4'), 'a.mp4');
    assert.equal(filename('../../etc/passwd'), 'passwd');
    assert.equal(filename('a\r\nSet-Cookie: b\0.mp4'), 'aSet-Cookie: b.mp4');
    assert.equal(filename('gpj.\u202emp4'), 'gpj.mp4');
    assert.equal(filename('e\u0301.mp4'), 'é.mp4');
    assert.equal([...filename('课'.repeat(300))].length, 150);
    assert.equal(filename('/'), 'video');
  });

  it('believes no media type that is none', () => {
    assert.equal(parseMetadata(`filetype ${base64('text/html; x')}`).filetype, 'application/octet-stream');
  });

  it('keeps no fingerprint that is none', () => {
    for (const text of ['<b>', 'a b', 'a'.repeat(101)]) {
      assert.equal(parseMetadata(`fingerprint ${base64(text)}`).fingerprint, null, text);
    }
  });

  it('refuses metadata that are none', () => {
    for (const header of [',', 'a YQ==,', 'a YQ==,a Yg==', 'a YQ== Yg==', 'a 课', 'a Y=Q=', ' ,a YQ==']) {
      assert.throws(() => parseMetadata(header), InvalidRequestError, header);
    }
  });

  it('reads counts of bytes and nothing else', () => {
    assert.equal(parseCount('Upload-Length', '0'), 0);
    assert.equal(parseCount('Upload-Length', '8589934592'), 8589934592);
    for (const value of [undefined, '', '-1', '+1', '1.5', '1e3', '0x10', ' 1', '9'.repeat(16)]) {
      assert.throws(() => parseCount('Upload-Length', value), InvalidRequestError, value);
    }
  });
});
