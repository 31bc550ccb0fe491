import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeDevice } from './describe-device.ts';

describe('describeDevice', () => {
  const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';
  const android = 'Mozilla/5.0 (Linux; Android 12; NOH-AN00) AppleWebKit/537.36 (KHTML, like Gecko)';
  const cases: [userAgent: string | null, device: string | null][] = [
    [`${windows} Chrome/126.0.0.0 Safari/537.36`, 'Chrome · Windows'],
    [`${windows} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0`, 'Edge · Windows'],
    [`${windows} Chrome/86.0.4240.198 Safari/537.36 QIHU 360SE`, '360 浏览器 · Windows'],
    [`${android} Version/4.0 Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0.49`, '微信 · Android'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
      'Safari · iPhone',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox · Linux'],
    ['curl/8.5.0', null],
    [null, null],
  ];
  for (const [userAgent, device] of cases) {
    it(`says ${device ?? 'nothing'}`, () => assert.equal(describeDevice(userAgent), device));
  }
});
