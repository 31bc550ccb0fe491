import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { common } from '../../server/contract/words/zh/common.ts';
import { describeInvalid } from './describe-invalid.ts';

describe('what is wrong with a field', () => {
  const cases: [Partial<ValidityState>, string][] = [
    [{ valueMissing: true }, '请填写这一项。'],
    // A browser keeps nothing of what is no number: then a value is missing too.
    [{ badInput: true, valueMissing: true }, '请填写数字。'],
    [{ rangeUnderflow: true }, '不能小于 1。'],
    [{ rangeOverflow: true }, '不能大于 9。'],
    [{ stepMismatch: true }, '请填写整数。'],
    [{ patternMismatch: true }, '这一项填写得不对。'],
  ];
  for (const [found, text] of cases) {
    const asked = { type: 'number', min: '1', max: '9' };
    it(`is said: ${text}`, () => assert.equal(describeInvalid(found, asked, common), text));
  }

  const dates: [Partial<ValidityState>, string][] = [
    // One that was typed in part.
    [{ badInput: true, valueMissing: true }, '请填写完整的日期。'],
    [{ rangeUnderflow: true }, '不能早于 2026-09-01。'],
    [{ rangeOverflow: true }, '不能晚于 2027-01-31。'],
  ];
  for (const [found, text] of dates) {
    const asked = { type: 'date', min: '2026-09-01', max: '2027-01-31' };
    it(`is said of a date: ${text}`, () => assert.equal(describeInvalid(found, asked, common), text));
  }
});
