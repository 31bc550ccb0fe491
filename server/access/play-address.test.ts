import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPlayAddressValid, parsePlayAddress, signPlayAddress } from './play-address.ts';

const secret = 'a secret of a test';
const signedAt = new Date('2026-01-20T08:03:00Z');
const version = { versionId: 'v1', epoch: 3, scope: 'full' } as const;
const lesson = { epoch: 3, durationSeconds: 600 };
const later = (seconds: number) => new Date(signedAt.getTime() + seconds * 1000);

function open(address: string, about = lesson, now = signedAt, key = secret): boolean {
  const [, , versionId = '', ticket = ''] = address.split('/');
  const parsed = parsePlayAddress(versionId, ticket);
  return parsed !== null && isPlayAddressValid(key, parsed, about, now);
}

describe('a play address', () => {
  const address = signPlayAddress(secret, version, signedAt);

  it('is the same for everybody within ten minutes, and another in the next ten', () => {
    assert.equal(signPlayAddress(secret, version, later(400)), address);
    assert.notEqual(signPlayAddress(secret, version, later(600)), address);
  });

  it('opens for twice the duration and an hour', () => {
    assert.equal(open(address), true);
    assert.equal(open(address, lesson, later(2 * 600 + 3600)), true);
    assert.equal(open(address, lesson, later(2 * 600 + 3600 + 600)), false);
  });

  it('is closed by the next epoch', () => {
    assert.equal(open(address, { ...lesson, epoch: 4 }), false);
  });

  for (const [what, forged] of [
    ['scope', address.replace('full', 'minute')],
    ['version', address.replace('v1', 'v2')],
    ['slot', address.replace(/\.(\d+)\./, (_, slot) => `.${Number(slot) + 1}.`)],
    ['signature', address.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
  ] as const) {
    it(`is closed when its ${what} was changed`, () => {
      assert.notEqual(forged, address);
      assert.equal(open(forged), false);
    });
  }

  it('is closed to another library’s secret', () => {
    assert.equal(open(address, lesson, signedAt, 'another'), false);
  });

  it('has one form only', () => {
    for (const ticket of [
      '',
      'full',
      'full.1',
      'whole.1.aaaaaaaaaaaaaaaaaaaaaa',
      'full.1.short',
      'full.-1.aaaaaaaaaaaaaaaaaaaaaa',
    ]) {
      assert.equal(parsePlayAddress('v1', ticket), null, ticket);
    }
  });
});
