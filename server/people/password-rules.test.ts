import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isWeakPassword } from './password-rules.ts';

const own = ['lijing', '李静', '中山区实验小学', '千课'];

describe('isWeakPassword', () => {
  const weak = [
    '1234567890',
    '2345678901',
    '0987654321',
    'abcdefghij',
    '1111111111',
    'qwertyuiop',
    '1qaz2wsx3edc',
    'Password123',
    'password2026',
    'Sunshine2026',
    '!!iloveyou!',
    'woaizhongguo',
    'woaini1314',
    'laoshi2026',
    'jiaoyuju2026',
    'qianke2026!',
    'lijing2026',
    'lijinglijing',
    '中山区实验小学2026',
    '李静20260901',
    'basketball',
    'ＰＡＳＳＷＯＲＤ１２３',
  ];
  for (const password of weak) {
    it(`refuses ${password}`, async () => assert.equal(await isWeakPassword(password, own), true));
  }

  const strong = [
    'hai-bian-de-cheng-shi',
    'yi-wan-ren-shang-ke-42',
    'another-one-entirely',
    'correct horse battery staple',
    '我每天早上喝一杯豆浆再去上课',
    'k7#mPq2vX9',
    'teacher-of-nine-cats',
    '粉笔灰落在第三排',
  ];
  for (const password of strong) {
    it(`takes ${password}`, async () => assert.equal(await isWeakPassword(password, own), false));
  }
});
