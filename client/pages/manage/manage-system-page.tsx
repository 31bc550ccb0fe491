import type { PageOf, SystemStatus } from '../../../server/contract/pages.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatBytes, formatDateTime, formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/locale.ts';
import { Notice } from '../../ui/notice.tsx';
import type { PageDocument } from '../page-document.ts';
import { BackupsPanel } from './backups-panel.tsx';
import { composeManage } from './compose-manage.tsx';

/** Below this the operator has to do something. */
const lowBytes = 50 * 1024 ** 3;
/** An original with its renditions, about. */
const bytesPerLesson = 1.5 * 1024 ** 3;

/** What the operator looks at first. */
export function composeManageSystemPage(
  { shell, system, backups }: PageOf<'manage-system'>,
  locale: Locale,
): PageDocument {
  const words = locale.words.system;
  const number = (value: number) => formatNumber(value, locale.language);
  const { jobs } = system;
  const counts = [
    { label: words.jobsQueued, value: jobs.queued },
    { label: words.jobsRunning, value: jobs.running },
    { label: words.jobsFailed, value: jobs.failed.length },
  ];
  return composeManage({
    ...{ shell, locale, place: 'system', title: words.title },
    action: <ButtonLink href="/manage/system">{words.refresh}</ButtonLink>,
    children: (
      <>
        <section class="panel" aria-labelledby="disk-title">
          <h2 id="disk-title">{words.diskTitle}</h2>
          <p class="figure-large figure">{fill(words.diskFree, { free: formatBytes(system.freeBytes) })}</p>
          {system.freeBytes < lowBytes && (
            <Notice kind="warning">
              {fill(words.diskLow, { lessons: number(Math.floor(system.freeBytes / bytesPerLesson)) })}
            </Notice>
          )}
        </section>
        <BackupsPanel backups={backups} locale={locale} />
        <section class="panel" aria-labelledby="jobs-title">
          <h2 id="jobs-title">{words.jobsTitle}</h2>
          {system.workerProblem !== null && <Notice kind="wrong">{system.workerProblem}</Notice>}
          <dl class="figures">
            {counts.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd class="figure">{number(value)}</dd>
              </div>
            ))}
          </dl>
          {jobs.failed.length === 0 ? (
            <p class="secondary">{words.failedNone}</p>
          ) : (
            <FailedJobs failed={jobs.failed} locale={locale} />
          )}
        </section>
        <section class="panel" aria-labelledby="engines-title">
          <h2 id="engines-title">{words.searchTitle}</h2>
          <DataTable
            caption={words.searchCaption}
            rows={system.search}
            rowKey={({ engine }) => engine}
            columns={[
              {
                key: 'engine',
                head: words.searchEngine,
                main: true,
                cell: ({ engine }) => (engine === 'embedded' ? words.searchEmbedded : 'Meilisearch'),
              },
              {
                key: 'documents',
                head: words.searchDocuments,
                numeric: true,
                cell: ({ documents }) => number(documents),
              },
              {
                key: 'behind',
                head: words.searchBehind,
                cell: ({ position, head }) =>
                  position >= head
                    ? words.searchCurrent
                    : fill(words.searchLag, { count: number(head - position) }),
              },
              {
                key: 'problem',
                head: words.searchProblem,
                cell: ({ problem }) =>
                  problem ? <span class="wrong-words">{problem}</span> : words.searchFine,
              },
            ]}
          />
        </section>
        <section class="panel" aria-labelledby="versions-title">
          <h2 id="versions-title">{words.versionsTitle}</h2>
          <dl class="facts">
            {listVersions(system, words).map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value ?? <span class="wrong-words">{words.missing}</span>}</dd>
              </div>
            ))}
          </dl>
        </section>
      </>
    ),
  });
}

function FailedJobs({ failed, locale }: { failed: SystemStatus['jobs']['failed']; locale: Locale }) {
  const words = locale.words.system;
  return (
    <DataTable
      caption={words.failedCaption}
      rows={failed}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'what',
          head: words.failedWhat,
          main: true,
          cell: ({ kind, subjectId }) => (
            <>
              {kind === 'transcode' ? words['kind.transcode'] : kind}{' '}
              <a class="small" href={`/lessons/${subjectId}`}>
                {fill(words.failedLesson, { id: subjectId })}
              </a>
            </>
          ),
        },
        { key: 'why', head: words.failedWhy, cell: ({ error }) => <span class="lines">{error}</span> },
        {
          key: 'when',
          head: words.failedWhen,
          cell: ({ at }) => (
            <span class="unbroken figure">{formatDateTime(at, locale.language, locale.timeZone)}</span>
          ),
        },
      ]}
    />
  );
}

function listVersions(system: SystemStatus, words: Words<'system'>): [string, string | null][] {
  return [
    [words.versionQianke, system.version],
    [words.versionNode, system.node],
    [words.versionDatabase, system.database],
    [words.versionFfmpeg, system.ffmpeg],
    [words.versionSandbox, system.sandbox],
  ];
}
