import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BackupStatus } from '../../contract/pages.ts';
import type { SystemStatus } from '../../contract/system.ts';
import { findProblems, type SystemWording } from './find-problems.ts';
import { judgeDisk } from './read-disks.ts';

const GiB = 1024 ** 3;

const worker: SystemStatus['workers'][number] = {
  ...{ name: 'a 1', host: 'a', version: '1.0.0', ffmpeg: '5.1.9', sandbox: 'bubblewrap 0.8.0' },
  limits: null,
  ...{
    problem: null,
    startedAt: '2026-11-23T01:00:00.000Z',
    beatAt: '2026-11-23T02:00:00.000Z',
    gone: false,
  },
};
const engine: SystemStatus['search'][number] = {
  ...{ engine: 'meilisearch', version: '1.50.0', inUse: true },
  ...{ position: 10, behind: 0, documents: 5, problem: null },
};
const well: Omit<SystemStatus, 'problems'> = {
  at: '2026-11-23T02:00:00.000Z',
  disks: [{ holds: ['data', 'media'], freeBytes: 400 * GiB, totalBytes: 500 * GiB, level: 'fine' }],
  mediaStore: { kind: 's3', name: 's3://qianke', problem: null },
  uploads: { open: 0, reservedBytes: 0 },
  queue: [{ kind: 'transcode', waiting: 3, running: 1, failed: 0, oldestSeconds: 60 }],
  ...{ running: [], heldUp: [], failed: [], workers: [worker], search: [engine] },
  versions: { program: '1.0.0', node: '24.21.0', database: 'SQLite 3.53.4' },
};
const say: SystemWording = {
  bytes: (value) => `${value / GiB} GiB`,
  seconds: (value) => `${value} s`,
  disk: (holds) => holds.join('+'),
  engine: (name) => name,
  names: (names) => names.join('、'),
};
const last = { name: 'a', at: '', target: '/backups', files: 1, bytes: 1, copiedBytes: 1, damaged: 0 };
const backups: BackupStatus = {
  ...{ last, running: false, failed: null, tooOld: false, warnDays: 2 },
  ...{ target: '/backups', sameDisk: false, automatic: 'hourly' },
};
const none = { last: null, tooOld: true };
const calm = { failed: 0, heldUp: 0, clockOffSeconds: 0.2, backups, undurable: [] as string[] };

const cases: [string, Partial<typeof well>, Partial<typeof calm>, string[]][] = [
  ['nothing', {}, {}, []],
  ['a full disk', { disks: [{ ...well.disks[0]!, level: 'full' }] }, {}, ['wrong disk-full']],
  ['a disk that fills', { disks: [{ ...well.disks[0]!, level: 'low' }] }, {}, ['warning disk-low']],
  [
    'a store that is down',
    { mediaStore: { ...well.mediaStore, problem: 'unreachable' } },
    {},
    ['wrong store-unreachable'],
  ],
  ['a PostgreSQL without fsync', {}, { undurable: ['fsync'] }, ['wrong database-undurable']],
  ['no worker', { workers: [] }, {}, ['wrong no-worker']],
  [
    'a worker that died',
    { workers: [{ ...worker, gone: true }] },
    {},
    ['wrong no-worker', 'warning worker-gone'],
  ],
  [
    'a worker that died beside one on another machine',
    {
      workers: [
        { ...worker, gone: true },
        { ...worker, name: 'b 1', host: 'b' },
      ],
    },
    {},
    ['warning worker-gone'],
  ],
  [
    'a worker that died and was started again',
    {
      workers: [
        { ...worker, gone: true },
        { ...worker, name: 'a 2', startedAt: '2026-11-23T01:30:00.000Z' },
      ],
    },
    {},
    [],
  ],
  [
    'a worker without ffmpeg',
    { workers: [{ ...worker, problem: 'apt install ffmpeg' }] },
    {},
    ['wrong worker-unable'],
  ],
  ['no sandbox', { workers: [{ ...worker, sandbox: 'none' }] }, {}, ['warning sandbox-none']],
  ['an old worker', { workers: [{ ...worker, version: '0.9.0' }] }, {}, ['warning worker-version']],
  [
    'failed jobs before waiting ones',
    {},
    { failed: 2, heldUp: 1 },
    ['wrong jobs-failed', 'warning jobs-held-up'],
  ],
  ['a long queue', { queue: [{ ...well.queue[0]!, oldestSeconds: 9000 }] }, {}, ['warning queue-long']],
  [
    'Meilisearch is down',
    { search: [{ ...engine, problem: 'ECONNREFUSED', behind: 900 }] },
    {},
    ['warning search-down'],
  ],
  ['an index that is being built', { search: [{ ...engine, problem: 'being rebuilt' }] }, {}, []],
  ['an engine behind', { search: [{ ...engine, behind: 900 }] }, {}, ['warning search-behind']],
  ['an old backup', {}, { backups: { ...backups, tooOld: true } }, ['wrong backup-old']],
  ['no backup yet', {}, { backups: { ...backups, ...none } }, ['warning backup-none']],
  ['the first backup', {}, { backups: { ...backups, ...none, running: true } }, []],
  [
    'no backup, and none made by itself',
    {},
    { backups: { ...backups, ...none, automatic: null } },
    ['warning backup-off'],
  ],
  ['the first one, by hand', {}, { backups: { ...backups, ...none, automatic: null, running: true } }, []],
  ['some that somebody makes by hand', {}, { backups: { ...backups, automatic: null } }, []],
  [
    'old ones that somebody makes by hand',
    {},
    { backups: { ...backups, automatic: null, tooOld: true } },
    ['wrong backup-old'],
  ],
  [
    'a backup that failed',
    {},
    { backups: { ...backups, failed: { at: '', error: 'no room' } } },
    ['warning backup-failed'],
  ],
  [
    'one that was cut',
    {},
    { backups: { ...backups, failed: { at: '', error: null } } },
    ['warning backup-cut'],
  ],
  [
    'one without some files',
    {},
    { backups: { ...backups, last: { ...last, damaged: 3 } } },
    ['wrong backup-damaged'],
  ],
  ['clocks apart', {}, { clockOffSeconds: -90 }, ['warning clock-off']],
];

describe('what an operator should see to', () => {
  for (const [name, change, about, expected] of cases) {
    it(`${name}: ${expected.join(', ') || 'nothing'}`, () => {
      const found = findProblems({ ...well, ...change }, { ...calm, ...about }, say);
      assert.deepEqual(
        found.map(({ level, code }) => `${level} ${code}`),
        expected,
      );
    });
  }

  const disks: [number, number, string][] = [
    [400, 500, 'fine'],
    [49, 500, 'low'],
    [51, 5000, 'fine'],
    [3, 20, 'fine'],
    [1.5, 20, 'low'],
    [0.9, 500, 'full'],
    [-3, 500, 'full'],
  ];
  for (const [free, total, level] of disks) {
    it(`${free} GiB of ${total} are ${level}`, () => {
      assert.equal(judgeDisk(free * GiB, total * GiB, GiB), level);
    });
  }
});
