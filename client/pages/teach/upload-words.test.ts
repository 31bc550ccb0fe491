import assert from 'node:assert/strict';
import { test } from 'node:test';
import { upload as en } from '../../../server/contract/words/en/upload.ts';
import { upload as zh } from '../../../server/contract/words/zh/upload.ts';
import type { ResumableUploadState } from '../../upload/resumable-upload.ts';
import {
  describeUpload,
  goesOnWhenChosen,
  isMoving,
  isOnItsWay,
  refuseFile,
  timeLeft,
} from './upload-words.ts';

const half = { sent: 50 * 1024 ** 2, total: 100 * 1024 ** 2 };
const problem = { code: 'no-room', title: '服务器磁盘空间不足' };
const states: ResumableUploadState[] = [
  { name: 'waiting' },
  { name: 'preparing' },
  { name: 'uploading', ...half, bytesPerSecond: 1024 ** 2, secondsLeft: 50 },
  { name: 'retrying', ...half, seconds: 4, problem: null },
  { name: 'retrying', ...half, seconds: 4, problem },
  { name: 'paused', ...half, because: 'asked' },
  { name: 'paused', ...half, because: 'no-line' },
  { name: 'elsewhere' },
  { name: 'signed-out', ...half },
  { name: 'gone', total: half.total },
  { name: 'refused', problem },
  { name: 'refused', problem: { code: '', title: '' } },
  { name: 'unreadable' },
  { name: 'done', uploadId: 'u', lessonId: 'l' },
  { name: 'ended' },
];

test('every state of an upload has words of its own and a way on', () => {
  for (const words of [zh, en]) {
    const lines = states.map((state) => describeUpload(state, words));
    for (const line of lines) {
      assert.doesNotMatch([line.text, ...line.pieces].join(), /undefined|NaN|[{}]/);
      assert.ok(line.actions.length > 0);
    }
    assert.equal(new Set(lines.map((line) => line.text)).size, states.length);
  }
});

test('an upload that moves says how far, how fast and how long', () => {
  const line = describeUpload(states[2]!, zh);
  assert.deepEqual(line.pieces, ['50 MB / 100 MB', '1.0 MB/秒', '还要不到 1 分钟']);
  assert.equal(line.progress, 0.5);
});

test('a dropped line is held, not wrong, and says that it goes on by itself', () => {
  const line = describeUpload(states[3]!, zh);
  assert.equal(line.tone, 'held');
  assert.match(line.text, /会自动继续/);
  assert.deepEqual(line.actions, ['retry-now', 'end']);
});

test('the draft is one press away once the file is whole', () => {
  assert.deepEqual(describeUpload({ name: 'done', uploadId: 'u', lessonId: 'l' }, zh).actions[0], 'edit');
  const onItsPage = describeUpload({ name: 'done', uploadId: 'u', lessonId: 'l' }, zh, 'l');
  assert.deepEqual([onItsPage.text, onItsPage.actions], [zh.doneHere, ['dismiss']]);
});

test('leaving is asked about only while bytes are on their way', () => {
  assert.deepEqual(
    states.filter(isMoving).map((state) => state.name),
    ['waiting', 'preparing', 'uploading', 'retrying', 'retrying', 'signed-out'],
  );
});

test('a file chosen once more goes on where it is held, and is another upload only where the first is over', () => {
  const names = (is: (state: ResumableUploadState) => boolean) => [
    ...new Set(states.filter(is).map((state) => state.name)),
  ];
  assert.deepEqual(names(goesOnWhenChosen), ['retrying', 'paused', 'signed-out', 'refused']);
  assert.deepEqual(
    names((state) => !isOnItsWay(state)),
    ['gone', 'unreadable', 'done', 'ended'],
  );
});

test('time left is rounded as people say it', () => {
  assert.deepEqual(
    [5, 90, 3599, 5400].map((seconds) => timeLeft(seconds, en)),
    ['less than a minute left', 'about 2 min left', 'about 1 h 0 min left', 'about 1 h 30 min left'],
  );
});

test('only what surely is no video, or too large, is refused before it begins', () => {
  const refused = (name: string, type: string, size = 10) => refuseFile({ name, type, size }, 1000, zh);
  assert.equal(refused('a.mp4', 'video/mp4'), undefined);
  assert.equal(refused('a.flv', ''), undefined);
  assert.equal(refused('a.mxf', 'application/mxf'), undefined);
  // What systems take these endings for.
  assert.equal(refused('a.TS', 'text/vnd.trolltech.linguist'), undefined);
  assert.equal(refused('a.rmvb', 'application/vnd.rn-realmedia-vbr'), undefined);
  assert.equal(refused('a.3gp', 'audio/3gpp'), undefined);
  assert.equal(refused('a.asf', 'application/vnd.ms-asf'), undefined);
  assert.match(refused('a.pdf', 'application/pdf') ?? '', /^“a.pdf”不是视频，没有上传。/);
  assert.match(refused('a.ppt', 'application/vnd.ms-powerpoint') ?? '', /不是视频/);
  for (const name of ['a.iso', 'a.DOCX', 'a.wps']) assert.match(refused(name, '') ?? '', /不是视频/);
  assert.match(refused('a.mp4', 'video/mp4', 0) ?? '', /^“a.mp4”是空的（0 字节）/);
  assert.match(refused('a.mp4', 'video/mp4', 2000) ?? '', /超过了 1000 B 的上限/);
});
