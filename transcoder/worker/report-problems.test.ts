import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RetryLater } from '../../server/jobs/job-handler.ts';
import { MediaStoreUnavailableError } from '../../server/media-store/media-store.ts';
import { createProblemLog } from '../../server/problem-log.ts';
import { createProblemReporter, describeJobProblem } from './report-problems.ts';

const down = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
const cases: [Parameters<typeof describeJobProblem>[0], RegExp][] = [
  [{ event: 'claim-failed', error: down }, /no job can be claimed: .*see whether PostgreSQL/],
  [{ event: 'retried', error: new TypeError('x') }, /tried once more by itself: a defect/],
  [{ event: 'failed', error: down }, /try it again at \/manage\/system/],
  [{ event: 'released', error: null }, /runs again by itself/],
  [{ event: 'lease-lost', error: null }, /nothing is lost; if it comes again, .*overloaded/],
  [{ event: 'unsettled', error: down }, /by itself once its lease has ended: /],
  [{ event: 'sign-missed', error: { code: 'EIO' } }, /next one comes by itself: the disk reports errors/],
  [{ event: 'untidied', error: { code: 'EIO' } }, /the daily sweep takes it: the disk reports errors/],
  [{ event: 'made-up-for', error: new Error('it is encoded') }, /nothing is to be done: it is encoded/],
];

describe('what the worker’s log says', () => {
  for (const [problem, expected] of cases)
    it(`of ${problem.event}`, () => assert.match(describeJobProblem(problem), expected));

  it('says once what every job runs into and what every look for jobs does, and when that is over', () => {
    const lines: string[] = [];
    const keep = (level: string) => (_: object, text: string) => void lines.push(`${level} ${text}`);
    const log = { debug: () => {}, info: keep('info'), warn: keep('warn'), error: keep('error') } as never;
    const { report } = createProblemReporter(log, createProblemLog(log));
    for (let time = 0; time < 3; time++) {
      report({ event: 'claim-failed', error: down });
      report({ event: 'sign-missed', error: down });
      report({ event: 'retried', error: new RetryLater('apt install ffmpeg', { delaySeconds: 1 }) });
    }
    report({ event: 'claims-again', error: null });
    for (let time = 0; time < 3; time++) report({ event: 'sign-missed', error: down });
    const away = new MediaStoreUnavailableError('unreachable', 'the media store is away');
    report({ event: 'sign-missed', error: new Error('nothing can be watched early', { cause: away }) });
    report({ event: 'retried', error: new RetryLater(away.message, { delaySeconds: 1, cause: away }) });
    assert.deepEqual(
      lines.map((line) => line.slice(0, 48)),
      [
        'error videos, covers and attachments wait, no job',
        'error videos, covers and attachments wait: apt i',
        'info over: videos, covers and attachments wait, ',
        "warn a worker's sign of life or progress was not ",
        'error videos, covers and attachments wait: the media store',
      ].map((line) => line.slice(0, 48)),
    );
  });
});
