import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lessonWarnings } from './lesson-warnings.ts';
import type { MediaManifest } from './media-manifest.ts';

const video = (durationSeconds: number): MediaManifest => ({
  durationSeconds,
  bytes: 1,
  hasAudio: true,
  source: { width: 1280, height: 720 },
  renditions: [],
  mp4: { file: 'lesson.mp4' },
  covers: [],
  storyboard: null,
  warnings: [],
});

describe('what is said of an unusual length', () => {
  const cases: ['micro' | 'recording', number, string | undefined][] = [
    ['micro', 41.6, '微课一般为 3–20 分钟，这节课只有 41 秒。'],
    ['micro', 60, '微课一般为 3–20 分钟，这节课只有 1:00。'],
    ['micro', 126, '微课一般为 3–20 分钟，这节课只有 2:06。'],
    ['micro', 180, undefined],
    ['micro', 1200, undefined],
    ['micro', 1265, '这个类型一般不超过 20 分钟，这节课有 21:05。'],
    ['recording', 42, undefined],
    ['recording', 3725, '这个类型一般不超过 45 分钟，这节课有 1:02:05。'],
  ];
  for (const [kind, seconds, text] of cases) {
    it(`${kind}, ${seconds} s: ${text ?? 'nothing'}`, () => {
      const said = lessonWarnings({ kind, cover_upload: null }, video(seconds), 'zh');
      assert.deepEqual(
        said.map((warning) => warning.text),
        text === undefined ? [] : [text],
      );
    });
  }

  it('is said in English too', () => {
    const [said] = lessonWarnings({ kind: 'micro', cover_upload: null }, video(42), 'en');
    assert.equal(said?.text, 'A micro-lesson usually takes 3–20 minutes; this one takes 42 seconds.');
  });
});
