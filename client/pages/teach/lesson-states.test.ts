import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Lesson } from '../../../server/contract/lessons.ts';
import { type NextStep, nextStep, sortByNeed } from './lesson-states.ts';

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
