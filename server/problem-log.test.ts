import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import { createProblemLog } from './problem-log.ts';

/** A log that can be read, ten seconds between sayings, and a clock that is moved by hand. */
function setUp(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const lines: string[] = [];
  const keep = (level: string) => (details: object, text: string) =>
    void lines.push(`${level} ${text} ${JSON.stringify(details)}`);
  const log = { debug: () => {}, info: keep('info'), warn: keep('warn'), error: keep('error') } as never;
  return {
    lines,
    tick: (ms: number) => t.mock.timers.tick(ms),
    problems: createProblemLog(log, { everyMs: 10_000, now: Date.now }),
  };
}

it('says a problem at once, then at intervals with how often it came, and when it stays away', (t) => {
  const { lines, problems, tick } = setUp(t);
  const say = () => problems.say({ text: 'the database is gone', details: { code: 'X' } });
  for (let second = 0; second < 12; second++) {
    say();
    tick(1000);
  }
  assert.deepEqual(lines, [
    'error the database is gone {"code":"X"}',
    'error the database is gone {"code":"X","times":10}',
  ]);
  tick(10_000);
  assert.deepEqual(lines.slice(2), ['info has not come again: the database is gone {"times":1}']);
  say();
  assert.equal(lines.at(-1), 'error the database is gone {"code":"X"}');
});

it('says that a problem is over once, and only of one that was said', (t) => {
  const { lines, problems, tick } = setUp(t);
  problems.over('claims');
  problems.say({ text: 'no job can be claimed', key: 'claims', level: 'warn' });
  problems.over('claims');
  problems.over('claims');
  tick(60_000);
  assert.deepEqual(lines, ['warn no job can be claimed {}', 'info over: no job can be claimed {}']);
});

it('keeps problems apart, and does not grow with them', (t) => {
  const { lines, problems } = setUp(t);
  for (let number = 0; number < 300; number++) problems.say({ text: `problem ${number}` });
  assert.equal(lines.length, 300);
  problems.say({ text: 'problem 299' });
  assert.equal(lines.length, 300, 'the newest is known');
  problems.say({ text: 'problem 0' });
  assert.equal(lines.length, 301, 'the oldest was forgotten');
});
