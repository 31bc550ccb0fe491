import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { UploadQuota } from '../contract/uploads.ts';
import type { UploadClaim } from '../db/uploads.ts';
import { refuseCreation, reservedBytes } from './plan-creation.ts';
import { uploadLimits } from './upload-limits.ts';

const GiB = 1024 ** 3;
const limits = { ...uploadLimits, keepFreeBytes: GiB };

function claim(person_id: string, length: number, offset: number, minute = 0): UploadClaim {
  const created_at = new Date(Date.UTC(2026, 10, 22, 8, minute)).toISOString();
  return { person_id, length, offset, created_at, active_at: created_at };
}
const many = (count: number, person: string, length: number, offset: number) =>
  Array.from({ length: count }, (_, minute) => claim(person, length, offset, minute));
const quota = (of: UploadQuota['of'], used: number): UploadQuota => ({ of, used, max: 10 * GiB });

describe('whether an upload may begin', () => {
  const cases: [string, number, UploadClaim[], number, string | undefined, UploadQuota[]?][] = [
    ['an empty file', 0, [], 100 * GiB, 'upload-empty'],
    ['the largest file', 8 * GiB, [], 9 * GiB, undefined],
    ['a larger one', 8 * GiB + 1, [], 100 * GiB, 'upload-too-large'],
    ['a full disk', 1, [], GiB, 'no-room'],
    ['room that others hold', 2 * GiB, [claim('b', 8 * GiB, 7 * GiB)], 4 * GiB - 1, 'no-room'],
    ['room beside what others hold', 2 * GiB, [claim('b', 8 * GiB, 7 * GiB)], 4 * GiB, undefined],
    ['19 open', 1, many(19, 'a', 10, 5), 100 * GiB, undefined],
    ['20 open', 1, many(20, 'a', 10, 5), 100 * GiB, 'too-many-uploads'],
    ['20 open without a byte', 1, many(20, 'a', 10, 0), 100 * GiB, undefined],
    ['20 open of somebody else', 1, many(20, 'b', 10, 5), 100 * GiB, undefined],
    ['what fits a quota', 2 * GiB, [], 100 * GiB, undefined, [quota('teacher', 8 * GiB)]],
    ['a byte more', 2 * GiB + 1, [], 100 * GiB, 'quota-teacher', [quota('teacher', 8 * GiB)]],
    ['a full school', 1, [], 100 * GiB, 'quota-school', [quota('teacher', 0), quota('school', 11 * GiB)]],
  ];
  for (const [name, length, active, free, code, quotas = []] of cases) {
    it(`${code ? 'refuses' : 'allows'}: ${name}`, () => {
      assert.equal(refuseCreation({ personId: 'a', length }, active, free, limits, quotas)?.code, code);
    });
  }

  it('holds room for what is still to come, and for few that never began', () => {
    assert.equal(reservedBytes([claim('a', 10, 4), claim('b', 7, 0)], 20), 13);
    assert.equal(reservedBytes(many(1000, 'a', GiB, 0), 20), 20 * GiB);
  });

  it('writes limits as people read them', () => {
    const refusal = refuseCreation({ personId: 'a', length: 9 * GiB }, [], 0, limits, []);
    assert.deepEqual(refusal?.values, { max: '8 GB' });
    const full = refuseCreation({ personId: 'a', length: 3 * GiB }, [], 0, limits, [
      quota('school', 8.5 * GiB),
    ]);
    assert.deepEqual(full?.values, { max: '10 GB', left: '1.5 GB', size: '3 GB' });
  });
});
