import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeAt, findStep, fromBase32, stepAt, toBase32 } from './totp.ts';

const digits = '1234567890'.repeat(7);
const secrets = {
  sha1: Buffer.from(digits.slice(0, 20)),
  sha256: Buffer.from(digits.slice(0, 32)),
  sha512: Buffer.from(digits.slice(0, 64)),
} as const;

describe('one-time codes', () => {
  // RFC 4226, appendix D.
  const counted = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' ');
  for (const [counter, code] of counted.entries()) {
    it(`are those of RFC 4226 for the counter ${counter}`, () =>
      assert.equal(codeAt(secrets.sha1, counter), code));
  }

  // RFC 6238, appendix B.
  const timed: [seconds: number, sha1: string, sha256: string, sha512: string][] = [
    [59, '94287082', '46119246', '90693936'],
    [1111111109, '07081804', '68084774', '25091201'],
    [1111111111, '14050471', '67062674', '99943326'],
    [1234567890, '89005924', '91819424', '93441116'],
    [2000000000, '69279037', '90698825', '38618901'],
    [20000000000, '65353130', '77737706', '47863826'],
  ];
  for (const [seconds, sha1, sha256, sha512] of timed) {
    it(`are those of RFC 6238 at ${seconds} s`, () => {
      const step = stepAt(new Date(seconds * 1000));
      for (const [algorithm, code] of Object.entries({ sha1, sha256, sha512 })) {
        const name = algorithm as keyof typeof secrets;
        assert.equal(codeAt(secrets[name], step, { digits: 8, algorithm: name }), code, algorithm);
      }
    });
  }

  it('hold for their half-minute and those beside it, and once', () => {
    const at = (seconds: number) => new Date(seconds * 1000);
    const code = codeAt(secrets.sha1, 100);
    const when = (seconds: number, lastStep = 0) => findStep(secrets.sha1, code, at(seconds), lastStep);
    assert.equal(when(100 * 30 - 31), null);
    assert.equal(when(100 * 30 - 30), 100);
    assert.equal(when(100 * 30), 100);
    assert.equal(when(102 * 30 - 1), 100);
    assert.equal(when(102 * 30), null);
    assert.equal(when(100 * 30, 99), 100);
    assert.equal(when(100 * 30, 100), null, 'taken already');
    assert.equal(when(100 * 30, 101), null, 'one after it was');
  });
});

describe('base 32', () => {
  // RFC 4648, 10, without the padding.
  const vectors = {
    '': '',
    f: 'MY',
    fo: 'MZXQ',
    foo: 'MZXW6',
    foob: 'MZXW6YQ',
    fooba: 'MZXW6YTB',
    foobar: 'MZXW6YTBOI',
  };
  for (const [plain, written] of Object.entries(vectors)) {
    it(`writes ${plain || 'nothing'} as RFC 4648 does, and reads it back`, () => {
      assert.equal(toBase32(Buffer.from(plain)), written);
      assert.equal(fromBase32(written).toString(), plain);
    });
  }
});
