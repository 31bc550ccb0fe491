import type { BackupStatus } from '../../contract/pages.ts';
import type { SystemProblem, SystemProblemCode, SystemStatus } from '../../contract/system.ts';

/** What is wrong with an installation, and the values of its words. */
export interface FoundProblem {
  code: SystemProblemCode;
  level: SystemProblem['level'];
  values: Record<string, string | number>;
}

/** Numbers and names as the page says them. */
export interface SystemWording {
  bytes(value: number): string;
  seconds(value: number): string;
  disk(holds: SystemStatus['disks'][number]['holds']): string;
  engine(name: SystemStatus['search'][number]['engine']): string;
  names(names: readonly string[]): string;
}

/** An original with its renditions, about. */
const bytesPerLesson = 1.5 * 1024 ** 3;
const longWaitSeconds = 3600;
/** Further behind than a busy minute. */
const manyChanges = 200;
const clockTolerance = 5;
/** What search says of itself while nothing is wrong. */
const passing: ReadonlySet<string | null> = new Set([null, 'not looked at yet', 'being rebuilt']);

/** What is known besides the status itself. */
interface Seen {
  failed: number;
  heldUp: number;
  clockOffSeconds: number;
  backups: BackupStatus;
  /** Settings of the database that are off (`listUndurableSettings`). */
  undurable: readonly string[];
}

/** Everything that somebody should see to, the worst first. */
export function findProblems(
  status: Omit<SystemStatus, 'problems'>,
  about: Seen,
  say: SystemWording,
): FoundProblem[] {
  const alive = status.workers.filter(({ gone }) => !gone);
  const oldest = Math.max(0, ...status.queue.map(({ oldestSeconds }) => oldestSeconds ?? 0));
  const found: (FoundProblem | false)[] = [
    ...status.disks.map(({ holds, freeBytes, level }) => {
      const lessons = Math.max(0, Math.floor((freeBytes - status.uploads.reservedBytes) / bytesPerLesson));
      const values = { place: say.disk(holds), free: say.bytes(freeBytes), lessons };
      if (level === 'full') return wrong('disk-full', values);
      return level === 'low' && warning('disk-low', values);
    }),
    status.mediaStore.problem !== null &&
      wrong(`store-${status.mediaStore.problem}`, { store: status.mediaStore.name }),
    about.undurable.length > 0 && wrong('database-undurable', { settings: say.names(about.undurable) }),
    alive.length === 0 && wrong('no-worker'),
    ...alive.map(
      ({ name, problem }) => problem !== null && wrong('worker-unable', { worker: name, problem }),
    ),
    ...status.workers.map(
      ({ name, host, gone, startedAt }) =>
        gone &&
        // One that was started again on its machine has been seen to.
        !alive.some((other) => other.host === host && other.startedAt > startedAt) &&
        warning('worker-gone', { worker: name, host }),
    ),
    ...findBackupProblems(about.backups),
    about.failed > 0 && wrong('jobs-failed', { count: about.failed }),
    about.heldUp > 0 && warning('jobs-held-up', { count: about.heldUp }),
    alive.length > 0 && oldest > longWaitSeconds && warning('queue-long', { time: say.seconds(oldest) }),
    ...status.search.map(({ engine, problem }) => {
      if (passing.has(problem)) return false;
      if (engine === 'meilisearch') return warning('search-down', { engine: say.engine(engine) });
      return wrong('search-broken', { problem: problem ?? '' });
    }),
    ...status.search.map(
      ({ engine, problem, behind }) =>
        problem === null &&
        behind > manyChanges &&
        warning('search-behind', { engine: say.engine(engine), count: behind }),
    ),
    ...alive.map(
      ({ name, version }) =>
        version !== status.versions.program &&
        warning('worker-version', { worker: name, version, program: status.versions.program }),
    ),
    ...alive.map(({ name, sandbox }) => sandbox === 'none' && warning('sandbox-none', { worker: name })),
    Math.abs(about.clockOffSeconds) > clockTolerance &&
      warning('clock-off', { seconds: Math.abs(Math.round(about.clockOffSeconds)) }),
  ];
  return found
    .filter((problem) => problem !== false)
    .sort((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
}

function findBackupProblems(backups: BackupStatus): (FoundProblem | false)[] {
  const { last, failed, tooOld, warnDays, automatic, running } = backups;
  return [
    last !== null && tooOld && wrong('backup-old', { days: warnDays }),
    last === null && !running && warning(automatic === null ? 'backup-off' : 'backup-none'),
    failed !== null &&
      // Its own full stop would stand beside the one of the sentence it is put into.
      (failed.error
        ? warning('backup-failed', { error: failed.error.replace(/[。.]$/, '') })
        : warning('backup-cut')),
    last !== null && last.damaged > 0 && wrong('backup-damaged', { count: last.damaged }),
  ];
}

const wrong = (code: SystemProblemCode, values: FoundProblem['values'] = {}): FoundProblem => ({
  ...{ code, level: 'wrong', values },
});
const warning = (code: SystemProblemCode, values: FoundProblem['values'] = {}): FoundProblem => ({
  ...{ code, level: 'warning', values },
});
