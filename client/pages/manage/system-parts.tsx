import type { SystemStatus } from '../../../server/contract/system.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { formatBytes, formatDateTime, formatNumber } from '../../ui/format.ts';

interface SystemPartsProps {
  system: SystemStatus;
  language: Language;
  timeZone: string;
  words: Words<'system'>;
}

/** Workers, search engines and versions. */
export function SystemParts(props: SystemPartsProps) {
  const { system, words } = props;
  return (
    <>
      <section class="panel" aria-labelledby="workers-title">
        <h2 id="workers-title">{words.workersTitle}</h2>
        {system.workers.length === 0 ? <p class="secondary">{words.workersNone}</p> : <Workers {...props} />}
      </section>
      <section class="panel" aria-labelledby="engines-title">
        <h2 id="engines-title">{words.searchTitle}</h2>
        <Engines {...props} />
      </section>
      <section class="panel" aria-labelledby="versions-title">
        <h2 id="versions-title">{words.versionsTitle}</h2>
        <dl class="facts">
          {listVersions(system, words).map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value || <span class="wrong-words">{words.missing}</span>}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}

type Worker = SystemStatus['workers'][number];

function Workers({ system, language, timeZone, words }: SystemPartsProps) {
  const time = (at: string) => <span class="unbroken figure">{formatDateTime(at, language, timeZone)}</span>;
  return (
    <DataTable
      caption={words.workersCaption}
      rows={system.workers}
      rowKey={({ name }) => name}
      columns={[
        { key: 'name', head: words.workerName, main: true, cell: ({ name }) => name },
        {
          key: 'state',
          head: words.workerState,
          cell: (worker) => <WorkerState worker={worker} words={words} />,
        },
        {
          key: 'versions',
          head: words.workerVersions,
          cell: (worker) => (
            <span class="small">
              {words.versionQianke} {worker.version} · ffmpeg {worker.ffmpeg ?? words.missing} ·{' '}
              {worker.sandbox === 'none' ? words.sandboxNone : worker.sandbox}
            </span>
          ),
        },
        {
          key: 'limits',
          head: words.workerLimits,
          cell: ({ limits }) => limits && <span class="small">{describeLimits(limits, words)}</span>,
        },
        { key: 'since', head: words.workerSince, cell: ({ startedAt }) => time(startedAt) },
        { key: 'beat', head: words.workerBeat, cell: ({ beatAt }) => time(beatAt) },
      ]}
    />
  );
}

function describeLimits(limits: NonNullable<Worker['limits']>, words: Words<'system'>): string {
  const { cores, memoryBytes, nice, atOnce } = limits;
  return fill(words.workerTakes, { cores, memory: formatBytes(memoryBytes), nice, count: atOnce });
}

function WorkerState({ worker, words }: { worker: Worker; words: Words<'system'> }) {
  const [tone, text] = worker.gone
    ? ['wrong', words.workerGone]
    : worker.problem !== null
      ? ['wrong', words.workerUnable]
      : ['done', words.workerAlive];
  return <span class={`state-chip state-chip-${tone}`}>{text}</span>;
}

function Engines({ system, language, words }: SystemPartsProps) {
  const number = (value: number) => formatNumber(value, language);
  return (
    <DataTable
      caption={words.searchCaption}
      rows={system.search}
      rowKey={({ engine }) => engine}
      columns={[
        {
          key: 'engine',
          head: words.searchEngine,
          main: true,
          cell: ({ engine, inUse }) => (
            <>
              {engine === 'embedded' ? words.searchEmbedded : 'Meilisearch'}
              {inUse && <span class="count">{words.searchInUse}</span>}
            </>
          ),
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
          cell: ({ position, behind }) =>
            fill(behind === 0 ? words.searchCurrent : words.searchLag, {
              position: number(position),
              count: number(behind),
            }),
        },
        {
          key: 'state',
          head: words.searchState,
          cell: ({ problem }) =>
            problem === null ? words.searchFine : <span class="wrong-words">{problem}</span>,
        },
      ]}
    />
  );
}

function listVersions(system: SystemStatus, words: Words<'system'>): [string, string][] {
  const { program, node, database } = system.versions;
  const alive = system.workers.filter(({ gone }) => !gone);
  const each = (of: (worker: Worker) => string | null) =>
    [...new Set(alive.map(of).filter((value) => value !== null))].join('、');
  const meilisearch = system.search.find(({ engine }) => engine === 'meilisearch');
  return [
    [words.versionQianke, program],
    [words.versionNode, node],
    [words.versionDatabase, database],
    [words.versionFfmpeg, each(({ ffmpeg }) => ffmpeg)],
    [words.versionSandbox, each(({ sandbox }) => (sandbox === 'none' ? words.sandboxNone : sandbox))],
    ...(meilisearch ? [['Meilisearch', meilisearch.version ?? ''] as [string, string]] : []),
  ];
}
