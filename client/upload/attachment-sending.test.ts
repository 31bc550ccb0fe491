import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  isUnsent,
  mayAskAgain,
  nextSending,
  nextToBegin,
  readOutcome,
  type SendAnswer,
  type SendingEvent,
  type SendingState,
  type SendOutcome,
} from './attachment-sending.ts';

const waiting: SendingState = { name: 'waiting', tries: 0 };
const sending: SendingState = { name: 'sending', tries: 1, sent: 0 };
const cut: SendOutcome = { name: 'cut', title: '' };
const stopped: SendingState = { name: 'stopped', title: '' };
const refused: SendingState = { name: 'refused', title: '太大' };
const retrying = (tries: number, seconds: number): SendingState => ({
  name: 'retrying',
  tries,
  seconds,
  title: '',
});
const ended = (outcome: SendOutcome): SendingEvent => ({ name: 'ended', outcome });

describe('an attachment on its way', () => {
  const cases: [string, SendingState, SendingEvent, SendingState][] = [
    ['begins', waiting, { name: 'begun' }, sending],
    ['comes further', sending, { name: 'progress', sent: 7 }, { ...sending, sent: 7 }],
    ['is kept', sending, ended({ name: 'kept' }), { name: 'kept' }],
    ['is tried again', sending, ended(cut), retrying(1, 1)],
    ['is tried again later each time', { ...sending, tries: 3 }, ended(cut), retrying(3, 4)],
    ['stops after some tries', { ...sending, tries: 4 }, ended(cut), stopped],
    ['waits as long as it is told', sending, ended({ ...cut, retryAfterSeconds: 20 }), retrying(1, 20)],
    ['and no longer than a minute', sending, ended({ ...cut, retryAfterSeconds: 900 }), retrying(1, 60)],
    ['goes on by itself', retrying(2, 3), { name: 'due' }, { name: 'waiting', tries: 2 }],
    ['goes on at once', retrying(2, 3), { name: 'again' }, waiting],
    ['begins counting anew when asked', stopped, { name: 'again' }, waiting],
    ['is asked for again where it was refused', refused, { name: 'again' }, waiting],
    ['says why it is refused', sending, ended({ name: 'refused', title: '太大' }), refused],
    ['cannot be read', sending, ended({ name: 'unreadable' }), { name: 'unreadable' }],
    ['does not begin twice', sending, { name: 'begun' }, sending],
    ['hears no late progress', refused, { name: 'progress', sent: 9 }, refused],
    ['hears no late end', stopped, ended({ name: 'kept' }), stopped],
    ['is not due once it was asked for', waiting, { name: 'due' }, waiting],
    ['cannot be asked for again once it is kept', { name: 'kept' }, { name: 'again' }, { name: 'kept' }],
  ];
  for (const [name, state, event, next] of cases) {
    it(name, () => assert.deepEqual(nextSending(state, event), next));
  }

  it('begins alone, in order, and is not held up by one that waits for its line', () => {
    assert.equal(nextToBegin([]), undefined);
    assert.equal(nextToBegin([refused, waiting, waiting]), 1);
    assert.equal(nextToBegin([waiting, sending]), undefined);
    assert.equal(nextToBegin([retrying(1, 1), waiting]), 1);
  });

  it('holds the page only while something would be lost', () => {
    assert.deepEqual([waiting, sending, retrying(1, 1), stopped].map(isUnsent), [true, true, true, true]);
    assert.deepEqual([refused, { name: 'unreadable' } as const].map(isUnsent), [false, false]);
    assert.deepEqual([sending, { name: 'unreadable' } as const].map(mayAskAgain), [false, false]);
  });
});

describe('an answer to a file', () => {
  const problem = (code: string) => JSON.stringify({ code, title: '原因' });
  const cases: [string, Partial<SendAnswer>, SendOutcome][] = [
    ['kept', { status: 201, body: '{"id":"a"}' }, { name: 'kept' }],
    ['a sign-in page for the internet', { status: 200, body: '<html>' }, cut],
    ['none', { status: 0 }, cut],
    ['a proxy that lost the server', { status: 502, body: '<html>' }, cut],
    ['a proxy that takes nothing so large', { status: 413, body: 'null' }, cut],
    ['trouble of the server', { status: 500, body: problem('internal') }, { name: 'cut', title: '原因' }],
    [
      'too many requests',
      { status: 429, body: problem('too-many-requests'), retryAfter: '12' },
      { name: 'cut', title: '原因', retryAfterSeconds: 12 },
    ],
    ['signed out', { status: 401, body: problem('not-signed-in') }, { name: 'signed-out', title: '原因' }],
    ['a full quota', { status: 507, body: problem('quota-teacher') }, { name: 'refused', title: '原因' }],
    ['too many files', { status: 409, body: problem('too-many-files') }, { name: 'refused', title: '原因' }],
    ['a strange type', { status: 415, body: problem('file-type') }, { name: 'refused', title: '原因' }],
  ];
  for (const [name, answer, outcome] of cases) {
    it(`${outcome.name}: ${name}`, () => {
      assert.deepEqual(readOutcome({ status: 0, body: '', retryAfter: null, ...answer }), outcome);
    });
  }
});
