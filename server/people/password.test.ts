import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TooManyRequestsError } from '../errors.ts';
import { hashPassword, isCurrentHash, verifyPassword } from './password.ts';

describe('passwords', () => {
  it('are kept as argon2id with a salt of their own, at no less than OWASP’s cost', async () => {
    const [one, other] = await Promise.all([hashPassword('hai-bian-42'), hashPassword('hai-bian-42')]);
    assert.notEqual(one, other);
    const [, memory, passes] =
      /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$[\w+/]{22}\$[\w+/]{43}$/.exec(one) ?? [];
    assert.ok(Number(memory) >= 19456 && Number(passes) >= 2, one);
    assert.equal(isCurrentHash(one), true);
    assert.equal(isCurrentHash(one.replace('t=2', 't=1')), false);
  });

  it('are the same in every Unicode form, and of whatever length and script', async () => {
    const hash = await hashPassword('ｈａｉ-é-海边');
    assert.equal(await verifyPassword('hai-e\u0301-海边', hash), true);
    assert.equal(await verifyPassword('hai-e-海边', hash), false);
    const long = '千'.repeat(256);
    assert.equal(await verifyPassword(long, await hashPassword(long)), true);
  });

  it('are wrong where there is none', async () => {
    assert.equal(await verifyPassword('', null), false);
    assert.equal(await verifyPassword('hai-bian-42', null), false);
  });

  it('wait for one another, two at work and fifty in line; the rest is told to come back', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 60 }, () => verifyPassword('guess', null)));
    const refused = answers.filter((answer) => answer.status === 'rejected');
    assert.equal(refused.length, 8);
    for (const { reason } of refused) assert.ok(reason instanceof TooManyRequestsError);
    assert.equal(await verifyPassword('guess', null), false, 'the line is free again');
  });
});
