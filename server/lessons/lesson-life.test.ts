import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { attachmentStates, lessonStates, mediaStates } from '../contract/lessons.ts';
import {
  changesThePublic,
  closesAddresses,
  type lessonLife,
  mediaLife,
  nextAttachmentState,
  nextLessonState,
  nextMediaState,
} from './lesson-life.ts';

/** One row per event: what every state becomes, `-` where it cannot happen. */
const expected: Record<keyof typeof lessonLife, string> = {
  //            draft     submitted returned  published withdrawn
  submit: '         submitted -         submitted -         submitted',
  publish: '        -         published -         -         -',
  return: '         -         returned  -         returned  -',
  withdraw: '       -         withdrawn withdrawn withdrawn -',
  'replace-media': '-         -         -         submitted -',
};

describe('a lesson’s life', () => {
  for (const [event, row] of Object.entries(expected)) {
    it(event, () => {
      const found = lessonStates.map(
        (state) => nextLessonState(state, event as keyof typeof lessonLife) ?? '-',
      );
      assert.deepEqual(found, row.trim().split(/\s+/));
    });
  }

  it('concerns the public only when a lesson becomes or was public', () => {
    assert.equal(changesThePublic('submitted', 'published'), true);
    assert.equal(changesThePublic('published', 'withdrawn'), true);
    assert.equal(changesThePublic('draft', 'submitted'), false);
  });

  it('closes the addresses given out when it is no longer public, and when it is withdrawn from anywhere', () => {
    assert.equal(closesAddresses('published', 'returned'), true);
    assert.equal(closesAddresses('published', 'submitted'), true);
    for (const before of ['submitted', 'returned', 'published'] as const) {
      assert.equal(closesAddresses(before, 'withdrawn'), true);
    }
    assert.equal(closesAddresses('submitted', 'published'), false);
    assert.equal(closesAddresses('draft', 'submitted'), false);
  });
});

describe('a video’s life', () => {
  const settled = mediaStates.filter((state) => !['queued', 'processing'].includes(state));

  it('begins again from anywhere when a file arrives', () => {
    for (const state of mediaStates) assert.equal(nextMediaState(state, 'queue'), 'queued');
  });

  it('is changed by a worker only while work is going on', () => {
    for (const event of ['start', 'wait', 'finish', 'reject', 'fail'] as const) {
      for (const state of settled) assert.equal(nextMediaState(state, event), null, `${event} of ${state}`);
      assert.equal(nextMediaState('processing', event), mediaLife[event].to);
    }
  });
});

describe('an attachment’s life', () => {
  it('ends when it has been given out', () => {
    const found = (['accept', 'refuse', 'recheck'] as const).map((event) =>
      attachmentStates.map((state) => nextAttachmentState(state, event) ?? '-').join(' '),
    );
    assert.deepEqual(found, ['ready - ready', 'refused - refused', 'checking - checking']);
  });
});
