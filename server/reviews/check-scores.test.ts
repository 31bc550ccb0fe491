import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RubricBody } from '../contract/rounds.ts';
import { checkScores, fullMarks, totalOf } from './check-scores.ts';
import { shippedRubrics } from './rubrics/shipped-rubrics.ts';

const rubric: RubricBody = {
  name: 'R',
  source: 'S',
  kinds: ['micro'],
  dimensions: [
    { key: 'content', name: 'C', max: 60, step: 0.5, hint: '' },
    { key: 'effect', name: 'E', max: 40, step: 0.1, hint: '' },
  ],
  vetoes: [{ key: 'science', name: 'V' }],
};

const codes = (scores: Record<string, number>, vetoes: string[] = [], complete = false) =>
  checkScores(rubric, { scores, vetoes }, complete).map(
    (problem) => `${problem.path} ${'code' in problem ? problem.code : ''}`,
  );

describe('checking scores against a rubric', () => {
  it('takes full marks, nothing at all, and steps that binary fractions cannot hold', () => {
    assert.deepEqual(codes({ content: 60, effect: 40 }, ['science'], true), []);
    assert.deepEqual(codes({ content: 0, effect: 0 }, [], true), []);
    assert.deepEqual(codes({ content: 12.5, effect: 0.3 }, [], true), []);
  });

  it('names each thing that is wrong by its place', () => {
    assert.deepEqual(codes({ content: 60.5 }), ['scores.content score-above-max']);
    assert.deepEqual(codes({ content: 12.3 }), ['scores.content score-not-a-step']);
    assert.deepEqual(codes({ charm: 1 }), ['scores.charm not-in-rubric']);
    assert.deepEqual(codes({}, ['science', 'mood']), ['vetoes.1 not-in-rubric']);
  });

  it('lets a draft be incomplete, but not what is handed in', () => {
    assert.deepEqual(codes({ content: 50 }), []);
    assert.deepEqual(codes({ content: 50 }, ['science'], true), ['scores.effect scores-incomplete']);
  });

  it('is not misled by names that every object has', () => {
    assert.deepEqual(codes({ toString: 1 }), ['scores.toString not-in-rubric']);
  });

  it('adds up to two decimals', () => {
    assert.equal(totalOf({ a: 0.1, b: 0.2 }), 0.3);
    assert.equal(totalOf({}), 0);
  });
});

describe('the rubrics that are shipped', () => {
  for (const { slug, body } of shippedRubrics) {
    it(`${slug} is whole and adds up to 100`, () => {
      assert.deepEqual(RubricBody.parse(body), body);
      assert.equal(fullMarks(body), 100);
      const keys = body.dimensions.map(({ key }) => key);
      assert.equal(new Set(keys).size, keys.length);
      for (const { key, max, step, anchors = [] } of body.dimensions) {
        const given = [max, ...anchors.map(({ points }) => points)];
        for (const points of given) {
          assert.deepEqual(
            checkScores(body, { scores: { [key]: points }, vetoes: [] }, false),
            [],
            `${step}`,
          );
        }
      }
    });
  }
});
