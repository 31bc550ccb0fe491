import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConflictError } from '../errors.ts';
import {
  type AssignmentTask,
  type AvailableReviewer,
  type EntryToAssign,
  type PlannedAssignment,
  planAssignments,
} from './plan-assignments.ts';

/** Repeatable numbers from 0 up to 1 (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

interface Size {
  entries: number;
  reviewers: number;
  schools: number;
  perEntry: number;
}

/** Some reviewers teach what is entered, some belong to a school, some to none. */
function randomTask(seed: number, size: Size): AssignmentTask {
  const random = randomNumbers(seed);
  const upTo = (limit: number) => Math.floor(random() * limit);
  const school = () => `s${upTo(size.schools)}`;
  const entries: EntryToAssign[] = Array.from({ length: 1 + upTo(size.entries) }, (_, index) => ({
    id: `e${index}`,
    title: `课 ${index}`,
    teacherId: random() < 0.3 ? `r${upTo(size.reviewers)}` : `t${index}`,
    schoolId: school(),
  }));
  const reviewers: AvailableReviewer[] = Array.from({ length: size.reviewers }, (_, index) => ({
    id: `r${index}`,
    schoolIds: random() < 0.5 ? [school()] : [],
  }));
  return { entries, reviewers, perEntry: size.perEntry, keepOutOwnSchool: random() < 0.7, seed: `${seed}` };
}

function allowed(task: AssignmentTask, entry: EntryToAssign): string[] {
  return task.reviewers
    .filter(({ id }) => id !== entry.teacherId)
    .filter(({ schoolIds }) => !task.keepOutOwnSchool || !schoolIds.includes(entry.schoolId))
    .map(({ id }) => id);
}

const feasible = (task: AssignmentTask) =>
  task.entries.every((entry) => allowed(task, entry).length >= task.perEntry);

function loads(task: AssignmentTask, plan: readonly PlannedAssignment[]): number[] {
  return task.reviewers.map(({ id }) => plan.filter(({ reviewerId }) => reviewerId === id).length);
}

const sumOfSquares = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n * n, 0);

function subsets(ids: readonly string[], size: number): string[][] {
  if (size === 0) return [[]];
  return ids.flatMap((id, index) => subsets(ids.slice(index + 1), size - 1).map((rest) => [id, ...rest]));
}

/** The evenest plan there is, by trying all. */
function leastSumOfSquares(task: AssignmentTask): number {
  const load = new Map(task.reviewers.map(({ id }) => [id, 0]));
  const add = (ids: readonly string[], n: number) => {
    for (const id of ids) load.set(id, (load.get(id) ?? 0) + n);
  };
  const best = (index: number): number => {
    const entry = task.entries[index];
    if (!entry) return sumOfSquares([...load.values()]);
    let least = Number.POSITIVE_INFINITY;
    for (const choice of subsets(allowed(task, entry), task.perEntry)) {
      add(choice, 1);
      least = Math.min(least, best(index + 1));
      add(choice, -1);
    }
    return least;
  };
  return best(0);
}

const simple = (id: string, teacherId = 't', schoolId = 's'): EntryToAssign => ({
  id,
  title: `课 ${id}`,
  teacherId,
  schoolId,
});
const free = (id: string, ...schoolIds: string[]): AvailableReviewer => ({ id, schoolIds });

describe('planning who reviews what', () => {
  it('keeps every rule on 300 made-up rounds, whatever the order of its lists', () => {
    let planned = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const task = randomTask(seed, { entries: 30, reviewers: 8, schools: 6, perEntry: 1 + (seed % 3) });
      if (!feasible(task)) {
        assert.throws(() => planAssignments(task), ConflictError);
        continue;
      }
      planned++;
      const plan = planAssignments(task);
      for (const entry of task.entries) {
        const given = plan.filter(({ entryId }) => entryId === entry.id).map(({ reviewerId }) => reviewerId);
        assert.equal(new Set(given).size, task.perEntry);
        assert.equal(given.length, task.perEntry);
        assert.deepEqual(
          given.filter((id) => !allowed(task, entry).includes(id)),
          [],
        );
      }
      const turned = { ...task, entries: task.entries.toReversed(), reviewers: task.reviewers.toReversed() };
      assert.deepEqual(planAssignments(turned), plan);
    }
    assert.ok(planned > 100, `only ${planned} of the rounds could be planned`);
  });

  it('is as even as the rules allow: on small rounds the best of all plans', () => {
    let planned = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const task = randomTask(seed, { entries: 6, reviewers: 4, schools: 3, perEntry: 1 + (seed % 2) });
      if (!feasible(task)) continue;
      planned++;
      assert.equal(sumOfSquares(loads(task, planAssignments(task))), leastSumOfSquares(task), `seed ${seed}`);
    }
    assert.ok(planned > 50, `only ${planned} of the rounds could be planned`);
  });

  it('differs by one at most where nobody is kept out', () => {
    const entries = Array.from({ length: 100 }, (_, index) => simple(`e${index}`));
    const reviewers = Array.from({ length: 7 }, (_, index) => free(`r${index}`));
    const task = { entries, reviewers, perEntry: 3, keepOutOwnSchool: true };
    const each = loads(task, planAssignments(task));
    assert.ok(Math.max(...each) - Math.min(...each) <= 1, each.join());
  });

  it('does not let the same few always meet', () => {
    const entries = Array.from({ length: 60 }, (_, index) => simple(`e${index}`));
    const reviewers = Array.from({ length: 6 }, (_, index) => free(`r${index}`));
    const plan = planAssignments({ entries, reviewers, perEntry: 2, keepOutOwnSchool: true });
    const pairs = new Set(
      entries.map(({ id }) =>
        plan
          .filter(({ entryId }) => entryId === id)
          .map(({ reviewerId }) => reviewerId)
          .join(),
      ),
    );
    assert.ok(pairs.size >= 10, `${pairs.size} of 15 pairs`);
  });

  it('keeps reviewers from their own school above school level only', () => {
    const task = { entries: [simple('e')], reviewers: [free('a', 's'), free('b', 'x')], perEntry: 1 };
    assert.deepEqual(planAssignments({ ...task, keepOutOwnSchool: true }), [
      { entryId: 'e', reviewerId: 'b' },
    ]);
    const both = { ...task, perEntry: 2, keepOutOwnSchool: false };
    assert.equal(planAssignments(both).length, 2);
  });

  it('says for which lesson reviewers are missing', () => {
    const task = {
      entries: [simple('e1'), simple('e2', 'a')],
      reviewers: [free('a'), free('b')],
      perEntry: 2,
      keepOutOwnSchool: true,
    };
    assert.throws(
      () => planAssignments(task),
      (error) =>
        error instanceof ConflictError &&
        error.code === 'not-enough-reviewers' &&
        error.values.title === '课 e2' &&
        error.values.needed === 2,
    );
  });

  it('adds nothing to what is complete, also when a reviewer is no longer named', () => {
    const task = {
      entries: [simple('e1'), simple('e2')],
      reviewers: [free('a'), free('b')],
      perEntry: 2,
      keepOutOwnSchool: true,
    };
    const existing = planAssignments(task);
    assert.deepEqual(planAssignments({ ...task, existing }), []);
    assert.deepEqual(planAssignments({ ...task, reviewers: [free('c')], existing }), []);
  });

  it('fills up what exists, and counts it as load', () => {
    const existing = ['e1', 'e2', 'e3'].map((entryId) => ({ entryId, reviewerId: 'a' }));
    const plan = planAssignments({
      entries: ['e1', 'e2', 'e3', 'e4'].map((id) => simple(id)),
      reviewers: [free('a'), free('b'), free('c')],
      perEntry: 2,
      keepOutOwnSchool: true,
      existing,
    });
    const added = (id: string) => plan.filter(({ reviewerId }) => reviewerId === id).length;
    assert.equal(plan.length, 5);
    assert.deepEqual([added('a'), added('b') + added('c')], [0, 5]);
  });

  it('plans 5,000 entries for 100 reviewers of 60 schools within five seconds', () => {
    const task: AssignmentTask = {
      entries: Array.from({ length: 5000 }, (_, index) => simple(`e${index}`, `t${index}`, `s${index % 60}`)),
      reviewers: Array.from({ length: 100 }, (_, index) => free(`r${index}`, `s${index % 7}`)),
      perEntry: 3,
      keepOutOwnSchool: true,
    };
    const startedAt = performance.now();
    const each = loads(task, planAssignments(task));
    assert.ok(performance.now() - startedAt < 5000, `${Math.round(performance.now() - startedAt)} ms`);
    assert.deepEqual([Math.min(...each), Math.max(...each)], [150, 150]);
  });
});
