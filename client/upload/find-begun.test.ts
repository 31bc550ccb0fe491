import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OpenUpload } from '../../server/contract/uploads.ts';
import { type ChosenFile, findBegun } from './find-begun.ts';

const at = '2026-11-20T08:00:00Z';
const upload = (id: string, more: Partial<OpenUpload> = {}): OpenUpload => ({
  id,
  filename: '认识分数.mp4',
  length: 100,
  offset: 40,
  fingerprint: '100-aa-bb',
  createdAt: at,
  activeAt: at,
  expiresAt: at,
  expiresSoon: false,
  lessonId: null,
  ...more,
});
const file: ChosenFile = { name: '认识分数.mp4', size: 100, bytes: '100-aa-bb', lessonId: undefined };

describe('a chosen file goes on with', () => {
  const cases: [string, OpenUpload[], Partial<ChosenFile>, string | undefined][] = [
    ['nothing where nothing was begun', [], {}, undefined],
    ['the upload of the same bytes', [upload('a')], {}, 'a'],
    ['the one with the most bytes', [upload('a'), upload('b', { offset: 60 })], {}, 'b'],
    [
      'none of other bytes, for all its name and size',
      [upload('a', { fingerprint: '100-cc-dd' })],
      {},
      undefined,
    ],
    ['one of which nothing was noted, by name and size', [upload('a', { fingerprint: null })], {}, 'a'],
    ['none of another size', [upload('a', { fingerprint: null, length: 99 })], {}, undefined],
    ['none of another name', [upload('a', { filename: '小数.mp4' })], {}, undefined],
    ['the one of its name in NFC', [upload('a', { filename: 'é.mp4' })], { name: 'e\u0301.mp4' }, 'a'],
    ['that of any lesson from the desk', [upload('a', { lessonId: 'l1' })], {}, 'a'],
    ['that of its own lesson', [upload('a', { lessonId: 'l1' })], { lessonId: 'l1' }, 'a'],
    ['none of another lesson', [upload('a', { lessonId: 'l2' })], { lessonId: 'l1' }, undefined],
    ['none that is to become a draft', [upload('a')], { lessonId: 'l1' }, undefined],
  ];
  for (const [what, open, more, id] of cases) {
    it(what, () => assert.equal(findBegun(open, { ...file, ...more })?.id, id));
  }
});
