import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SearchUnavailableError } from '../search/search.ts';
import { advise } from './advise.ts';
import { EngineUnavailableError, NoRoomError, StoreUnavailableError } from './errors.ts';
import { MediaNotFoundError, MediaStoreUnavailableError } from './media-store/media-store.ts';

const failed = (about: object, message = 'it failed') => Object.assign(new Error(message), about);

const cases: [string, unknown, RegExp][] = [
  ['PostgreSQL is down', new AggregateError([failed({ code: 'ECONNREFUSED' })]), /see whether PostgreSQL/],
  ['PostgreSQL was stopped', failed({ code: '57P01' }), /start it; it goes on by itself/],
  ['no connection is free', failed({}, 'timeout exceeded when trying to connect'), /connections left/],
  ['a standby', failed({ code: '25006' }), /standby/],
  ['SQLite is kept locked', failed({ code: 'ERR_SQLITE_ERROR', errcode: 5 }), /fuser/],
  ['SQLite is kept locked by a reader', failed({ errcode: 517 }), /fuser/],
  ['a disk error under SQLite', failed({ errcode: 266 }), /dmesg/],
  ['a damaged database', failed({ errcode: 11 }), /npm run restore/],
  ['a table that is gone', failed({ errcode: 1 }, 'no such table: x'), /changed the database by hand/],
  ['a full disk', failed({ code: 'ENOSPC' }), /make room/],
  ['a full disk, as requests are told', new NoRoomError({ cause: failed({}) }), /make room/],
  ['an index that is built', new EngineUnavailableError({ cause: new SearchUnavailableError() }), /reindex/],
  [
    'a store that is down, as requests are told',
    new StoreUnavailableError({ cause: new MediaStoreUnavailableError('unreachable', 'start the store') }),
    /^start the store; it goes on by itself/,
  ],
  ['a lost file', new MediaNotFoundError('originals/ab/ab'), /npm run verify/],
  [
    'a cause behind a cause',
    new Error('a', { cause: new Error('b', { cause: failed({ code: 'EIO' }) }) }),
    /dmesg/,
  ],
  ['a defect', new TypeError('x is not a function'), /^a defect of the program/],
  ['what is no error', 'text', /^a defect of the program/],
];

describe('what to do about a failure of ours', () => {
  for (const [name, error, expected] of cases) {
    it(name, () => assert.match(advise(error), expected));
  }

  it('comes to an end on an error that is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    assert.match(advise(error), /^a defect/);
  });
});
