import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, percentile } from './quality.ts';

const query = (kind: string, ...relevant: string[]) => ({ q: 'q', kind, relevant });
const answer = (...ids: string[]) => ({ ids, milliseconds: 1 });

test('recall counts the relevant among the first ten, of ten at most', () => {
  const many = Array.from({ length: 30 }, (_, index) => `r${index}`);
  const cases: [relevant: string[], ids: string[], recall: number, mrr: number][] = [
    [['a'], ['a'], 1, 1],
    [['a', 'b'], ['x', 'a'], 0.5, 0.5],
    [['a'], [], 0, 0],
    [['a'], ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', 'a'], 0, 0],
    [many, many, 1, 1],
    [many, many.slice(25), 0.5, 1],
    [['a', 'b'], ['a', 'a', 'a', 'b'], 1, 1],
  ];
  for (const [relevant, ids, recall, mrr] of cases) {
    const { all } = judge([query('k', ...relevant)], [answer(...ids)]);
    assert.deepEqual([all.recall10, all.mrr], [recall, mrr], `${relevant} / ${ids}`);
  }
});

test('every query weighs the same, overall and within its kind', () => {
  const { all, kinds } = judge(
    [query('one', 'a'), query('one', 'a'), query('other', 'a')],
    [answer('a'), answer('x'), answer('x', 'a')],
  );
  assert.deepEqual([all.queries, all.recall10, all.mrr], [3, 0.6667, 0.5]);
  assert.deepEqual([kinds.one?.queries, kinds.one?.recall10, kinds.one?.mrr], [2, 0.5, 0.5]);
  assert.equal(kinds.other?.mrr, 0.5);
});

test('a query to which nothing is relevant cannot be judged', () => {
  assert.throws(() => judge([query('k')], [answer('a')]), /nothing is relevant/);
});

test('percentiles are values that were measured', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  assert.equal(percentile(hundred, 0.5), 50);
  assert.equal(percentile(hundred, 0.99), 99);
  assert.equal(percentile([7], 0.99), 7);
});
