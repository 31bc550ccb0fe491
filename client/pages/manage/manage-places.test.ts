import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Role } from '../../../server/contract/session.ts';
import { manage } from '../../../server/contract/words/zh/manage.ts';
import { listManagePlaces } from './manage-places.ts';

const placesOf = (roles: Role[], governs = false) =>
  listManagePlaces({ name: 'a', displayName: 'A', roles, organisation: null, governs }, 'home', manage).map(
    ({ href }) => href,
  );

test('everybody sees the rooms of their roles, once each', () => {
  assert.deepEqual(placesOf(['operator']), [
    '/manage',
    '/manage/synonyms',
    '/manage/settings',
    '/manage/audit',
    '/manage/system',
  ]);
  assert.deepEqual(placesOf(['school-administrator']), [
    '/manage',
    '/manage/lessons',
    '/manage/rounds',
    '/manage/people',
    '/manage/reports',
  ]);
  assert.equal(placesOf(['bureau-administrator', 'operator'], true).length, 11);
  assert.equal(placesOf(['bureau-administrator']).includes('/manage/open-periods'), false);
  assert.deepEqual(placesOf(['teacher']), []);
});
