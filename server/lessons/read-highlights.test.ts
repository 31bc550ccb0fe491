import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { highlightEnd as end, highlightStart as start } from '../../search/query.ts';
import { toHighlights } from './read-highlights.ts';

describe('highlights', () => {
  const summary = `${'长'.repeat(300)}摘要`;
  const lesson = {
    title: '几分之一的认识',
    summary,
    teacher: { id: 't', name: '李静' },
    school: { id: 's', name: '实验小学' },
  };

  it('become offsets into the lesson’s own text, however long it is', () => {
    const marked = {
      title: `${start}几分${end}之一的${start}认识${end}`,
      summary: `${summary.slice(0, -2)}${start}摘要${end}`,
    };
    assert.deepEqual(toHighlights(marked, lesson), {
      title: [
        [0, 2],
        [5, 7],
      ],
      summary: [[300, 302]],
    });
  });

  it('are left out where the lesson says something else by now', () => {
    const marked = { title: `${start}几分${end}之一`, teacher: `李${start}静${end}` };
    assert.deepEqual(toHighlights(marked, lesson), { teacher: [[1, 2]] });
  });
});
