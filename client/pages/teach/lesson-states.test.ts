import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Lesson } from '../../../server/contract/lessons.ts';
import { teach as words } from '../../../server/contract/words/zh/teach.ts';
import { describeMedia, type NextStep, nextStep, sortByNeed } from './lesson-states.ts';

const note = { note: '地图有误，请更换。', at: null };
const lesson = (
  state: Lesson['state'],
  media: Lesson['media']['state'] = 'ready',
  more: Partial<Pick<Lesson, 'may' | 'returned'>> = {},
) =>
  ({
    state,
    media: { state: media, progress: 0, secondsLeft: null },
    may: ['edit'],
    returned: null,
    ...more,
  }) as Lesson;

describe('what a teacher should do next with a lesson that is', () => {
  const cases: [string, Lesson, NextStep][] = [
    ['an empty draft', lesson('draft', 'none'), 'upload'],
    ['a draft', lesson('draft'), 'complete'],
    ['returned', lesson('returned', 'ready', { returned: note }), 'correct'],
    ['withdrawn with a reason', lesson('withdrawn', 'ready', { returned: note }), 'again'],
    ['taken back by themselves', lesson('withdrawn'), 'open'],
    [
      'withdrawn, with a file that is no video',
      lesson('withdrawn', 'rejected', { returned: note }),
      'replace',
    ],
    ['failed by us', lesson('draft', 'failed', { may: ['edit', 'retry'] }), 'retry'],
    ['submitted', lesson('submitted'), 'open'],
    ['published', lesson('published'), 'open'],
    [
      'withdrawn in a school they have left',
      lesson('withdrawn', 'ready', { may: [], returned: note }),
      'view',
    ],
  ];
  for (const [what, given, step] of cases) it(what, () => assert.equal(nextStep(given), step));

  it('waits for them in the order of need', () => {
    const withdrawn = lesson('withdrawn', 'ready', { returned: note });
    const [own, draft, returned] = [lesson('withdrawn'), lesson('draft'), lesson('returned')];
    const { waiting, others } = sortByNeed([own, draft, withdrawn, returned]);
    assert.deepEqual(waiting, [returned, withdrawn, draft]);
    assert.deepEqual(others, [own]);
  });
});

describe('how far a video is', () => {
  const line = (state: Lesson['media']['state'], progress = 0, secondsLeft: number | null = null) =>
    describeMedia(
      { state: 'draft', media: { ...lesson('draft').media, state, progress, secondsLeft } },
      words,
    );

  it('stays open until the first of it is encoded', () => {
    assert.equal(line('queued')?.progress, undefined);
    assert.equal(line('processing')?.progress, undefined);
    assert.equal(line('processing', 0.01)?.progress, 0.01);
    assert.equal(line('processing', 0.5, 130)?.detail, '还要约 2 分钟');
  });

  it('is not said of what is ready or refused', () => {
    assert.equal(line('ready'), null);
    assert.equal(line('rejected')?.progress, null);
  });
});
