import assert from 'node:assert/strict';
import { it } from 'node:test';
import { toggleValue, withQuery } from './with-query.ts';

it('one choice has one address', () => {
  assert.equal(
    withQuery('/search', { q: '分数', grade: ['g3', 'g4'], stage: undefined, sort: '' }),
    '/search?q=%E5%88%86%E6%95%B0&grade=g3&grade=g4',
  );
  assert.equal(withQuery('/lessons', {}), '/lessons');
});

it('choosing again takes the choice back', () => {
  assert.deepEqual(toggleValue({ grade: 'g3' }, 'grade', 'g4'), { grade: ['g3', 'g4'] });
  assert.deepEqual(toggleValue({ grade: ['g3', 'g4'] }, 'grade', 'g3'), { grade: ['g4'] });
});
