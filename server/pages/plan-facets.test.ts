import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planFacets } from './plan-facets.ts';
import type { QueryValues } from './with-query.ts';

const plan = (
  counts: Record<string, Record<string, number>>,
  chosen: QueryValues = {},
  understood: (field: string) => { values: string[]; q: string } | null = () => null,
) => planFacets({ counts, chosen, understood, total: 10, names: (_, slug) => `<${slug}>`, path: '/search' });

const slugs = (facets: ReturnType<typeof plan>, field: string) =>
  facets.find((facet) => facet.field === field)?.choices.map(({ slug }) => slug);

describe('the filters beside the hits', () => {
  it('come in an order of their own where they have one, else by their counts', () => {
    const facets = plan({
      grade: { g10: 9, g2: 1, g3: 5 },
      subject: { math: 1, chinese: 9 },
      award: { school: 5, ministry: 1 },
      year: { 2024: 9, 2026: 1 },
    });
    assert.deepEqual(slugs(facets, 'grade'), ['g2', 'g3', 'g10']);
    assert.deepEqual(slugs(facets, 'subject'), ['chinese', 'math']);
    assert.deepEqual(slugs(facets, 'award'), ['ministry', 'school']);
    assert.deepEqual(slugs(facets, 'year'), ['2026', '2024']);
  });

  it('hold what is chosen though nothing has it, and toggle it', () => {
    const [facet] = plan({ subject: { math: 3 } }, { q: '光', subject: ['physics'] });
    assert.deepEqual(facet?.choices, [
      {
        slug: 'math',
        name: '<math>',
        count: 3,
        chosen: false,
        href: '/search?q=%E5%85%89&subject=physics&subject=math',
      },
      { slug: 'physics', name: '<physics>', count: 0, chosen: true, href: '/search?q=%E5%85%89' },
    ]);
  });

  it('are cut where nobody could choose any more, but never what is chosen', () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`school${index}`, 300 - index]),
    );
    const choices = slugs(plan({ school: many }, { school: 'school299' }), 'school');
    assert.deepEqual([choices?.length, choices?.at(-1)], [101, 'school299']);
  });

  it('show what the words say as chosen; it becomes a choice of its own beside another one', () => {
    const [facet] = plan({ subject: { math: 3, physics: 2 } }, { q: '数学光' }, (field) =>
      field === 'subject' ? { values: ['math'], q: '光' } : null,
    );
    assert.deepEqual(
      facet?.choices.map(({ chosen, href }) => [chosen, href]),
      [
        [true, '/search?q=%E5%85%89'],
        [false, '/search?q=%E5%85%89&subject=math&subject=physics'],
      ],
    );
  });

  it('are left out where they narrow nothing', () => {
    assert.deepEqual(
      plan({ kind: { micro: 10 }, subject: { math: 3 } }).map(({ field }) => field),
      ['subject'],
    );
  });
});
