import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Organisation } from '../../../server/contract/people.ts';
import { levelsBelow, organisationsFor, rolesToGive, toTree } from './organisation-tree.ts';

const organisation = (id: string, parent: string | null, level: Organisation['level']): Organisation => ({
  id,
  parent,
  level,
  name: id,
  nature: null,
  place: null,
});
const all = [
  organisation('school-a', 'county', 'school'),
  organisation('city', null, 'city'),
  organisation('county', 'city', 'county'),
  organisation('school-b', 'city', 'school'),
];

test('organisations stand under what they belong to', () => {
  assert.deepEqual(
    toTree(all).map(({ organisation: { id }, depth }) => [id, depth]),
    [
      ['city', 0],
      ['county', 1],
      ['school-a', 2],
      ['school-b', 1],
    ],
  );
});

test('a part of the tree begins with what is highest in it', () => {
  assert.deepEqual(
    toTree(all.slice(0, 1)).map(({ depth }) => depth),
    [0],
  );
});

test('only lower levels can be added, and roles are offered where they can be held', () => {
  assert.deepEqual(levelsBelow(all[2]), ['school']);
  assert.deepEqual(levelsBelow(all[0]), []);
  const ids = (role: Parameters<typeof organisationsFor>[0]) =>
    organisationsFor(role, all).map(({ id }) => id);
  assert.deepEqual(ids('teacher'), ['school-a', 'school-b']);
  assert.deepEqual(ids('bureau-administrator'), ['city', 'county']);
  assert.deepEqual(ids('operator'), ['city']);
  assert.equal(ids('reviewer').length, 4);
});

test('a school gives the role of teacher only', () => {
  assert.deepEqual(rolesToGive(['school-administrator']), ['teacher']);
  assert.equal(rolesToGive(['bureau-administrator']).length, 5);
  assert.deepEqual(rolesToGive(['teacher']), []);
});
