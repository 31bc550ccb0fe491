import { useState } from 'preact/hooks';
import type { StoppedJob, SystemStatus } from '../../../server/contract/system.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { RequestProblem } from '../../islands/form-fields.tsx';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { formatBytes, formatClock, formatNumber } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { kindName } from './job-kind-name.ts';
import { StoppedJobs } from './stopped-jobs.tsx';
import { SystemParts } from './system-parts.tsx';
import { useSystem } from './use-system.ts';

export interface SystemDeskProps {
  system: SystemStatus;
  language: Language;
  timeZone: string;
  words: Pick<Dictionary, 'system' | 'common'>;
}

/** Problems with what to do, then disk, jobs, workers, search and versions. */
export function SystemDesk(props: SystemDeskProps) {
  const { language, timeZone, words } = props;
  const text = words.system;
  const { system, stale, awake, refresh } = useSystem(props.system, words.common);
  const { busy, error, run } = useRequest();
  const [retried, setRetried] = useState<string | null>(null);

  const retry = ({ id, subject }: StoppedJob) =>
    run(async () => {
      setRetried(null);
      await askApi(`/api/system/jobs/${id}/retry`, words.common, { method: 'POST' });
      setRetried(subject.title ?? text.jobGone);
      await refresh();
    });

  const time = formatClock(system.at, timeZone);
  const jobs = { language, timeZone, words: text, busy, onRetry: retry };
  return (
    <div class="system">
      {stale && <Notice kind="warning">{fill(text.stale, { time })}</Notice>}
      <Problems problems={system.problems} words={text} />
      {awake && !stale && <p class="small secondary">{fill(text.fresh, { time })}</p>}
      <RequestProblem error={error} />
      <div role="status">
        {retried !== null && <Notice kind="done">{fill(text.retried, { title: retried })}</Notice>}
      </div>
      {system.failed.length > 0 && (
        <section class="panel" aria-labelledby="failed-title">
          <h2 id="failed-title">{text.failedTitle}</h2>
          <StoppedJobs {...jobs} jobs={system.failed} caption={text.failedTitle} />
          <More count={countFailed(system)} shown={system.failed.length} {...props} />
        </section>
      )}
      {system.heldUp.length > 0 && (
        <section class="panel" aria-labelledby="held-up-title">
          <h2 id="held-up-title">{text.heldUpTitle}</h2>
          <p class="secondary">{text.heldUpHint}</p>
          <StoppedJobs {...jobs} jobs={system.heldUp} caption={text.heldUpTitle} />
        </section>
      )}
      <section class="panel" aria-labelledby="jobs-title">
        <h2 id="jobs-title">{text.queueTitle}</h2>
        <Queue {...props} system={system} />
        {system.running.map((job) => (
          <Progress
            key={job.id}
            value={job.progress}
            label={job.subject.title ?? text.jobGone}
            detail={`${Math.round(job.progress * 100)}% ${fill(text.runningWorker, { worker: job.worker })}`}
          />
        ))}
        {system.failed.length === 0 && <p class="secondary">{text.failedNone}</p>}
      </section>
      {system.mediaStore.kind === 's3' && <MediaStore store={system.mediaStore} words={text} />}
      <section class="panel" aria-labelledby="disk-title">
        <h2 id="disk-title">{text.diskTitle}</h2>
        {system.disks.map((disk) => (
          <div key={disk.holds.join()} class="system-disk">
            <Progress
              value={1 - disk.freeBytes / disk.totalBytes}
              label={text[`disk.${disk.holds.join('+') as 'data' | 'media' | 'data+media'}`]}
              detail={fill(text.diskFree, {
                free: formatBytes(disk.freeBytes),
                total: formatBytes(disk.totalBytes),
              })}
            />
            <p>
              <span
                class={`state-chip state-chip-${disk.level === 'fine' ? 'done' : disk.level === 'low' ? 'waiting' : 'wrong'}`}
              >
                {text[`diskLevel.${disk.level}`]}
              </span>
            </p>
          </div>
        ))}
        {system.uploads.open > 0 && (
          <p class="secondary">
            {fill(text.diskReserved, {
              bytes: formatBytes(system.uploads.reservedBytes),
              count: formatNumber(system.uploads.open, language),
            })}
          </p>
        )}
      </section>
      <SystemParts {...{ system, language, timeZone }} words={text} />
    </div>
  );
}

const countFailed = ({ queue }: SystemStatus) => queue.reduce((sum, { failed }) => sum + failed, 0);

function Problems({ problems, words }: { problems: SystemStatus['problems']; words: Dictionary['system'] }) {
  if (problems.length === 0) return <Notice kind="done">{words.allWell}</Notice>;
  return (
    <section class="system-problems" aria-labelledby="problems-title">
      <h2 id="problems-title">
        {words.problemsTitle} <span class="count figure">{problems.length}</span>
      </h2>
      {problems.map(({ level, text }) => (
        <Notice key={text} kind={level}>
          {text}
        </Notice>
      ))}
    </section>
  );
}

function MediaStore({ store, words }: { store: SystemStatus['mediaStore']; words: Dictionary['system'] }) {
  return (
    <section class="panel" aria-labelledby="store-title">
      <h2 id="store-title">{words.storeTitle}</h2>
      <p>
        <span class={`state-chip state-chip-${store.problem === null ? 'done' : 'wrong'}`}>
          {store.problem === null ? words.storeFine : words.storeAway}
        </span>{' '}
        <span class="figure">{store.name}</span>
      </p>
      <p class="secondary">{words.storeWorkRoom}</p>
    </section>
  );
}

function More({ count, shown, language, words }: { count: number; shown: number } & SystemDeskProps) {
  if (count <= shown) return null;
  const values = { count: formatNumber(count, language), shown: formatNumber(shown, language) };
  return <p class="secondary">{fill(words.system.failedMore, values)}</p>;
}

function Queue({ system, language, words: { system: words } }: SystemDeskProps) {
  const number = (value: number) => formatNumber(value, language);
  return (
    <DataTable
      caption={words.queueCaption}
      rows={system.queue}
      rowKey={({ kind }) => kind}
      columns={[
        { key: 'kind', head: words.queueKind, main: true, cell: ({ kind }) => kindName(kind, words) },
        { key: 'waiting', head: words.queueWaiting, numeric: true, cell: ({ waiting }) => number(waiting) },
        { key: 'running', head: words.queueRunning, numeric: true, cell: ({ running }) => number(running) },
        { key: 'failed', head: words.queueFailed, numeric: true, cell: ({ failed }) => number(failed) },
        {
          key: 'oldest',
          head: words.queueOldest,
          numeric: true,
          cell: ({ oldestSeconds }) => (oldestSeconds === null ? '—' : sayWait(oldestSeconds, words)),
        },
      ]}
    />
  );
}

function sayWait(seconds: number, words: Dictionary['system']): string {
  if (seconds < 2 * 3600) return fill(words.minutes, { count: Math.ceil(seconds / 60) });
  if (seconds < 48 * 3600) return fill(words.hours, { count: Math.round(seconds / 3600) });
  return fill(words.days, { count: Math.round(seconds / 86_400) });
}
