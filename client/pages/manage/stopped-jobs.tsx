import type { StoppedJob } from '../../../server/contract/system.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { kindName } from './job-kind-name.ts';

interface StoppedJobsProps {
  jobs: readonly StoppedJob[];
  caption: string;
  language: Language;
  timeZone: string;
  words: Words<'system'>;
  busy: boolean;
  onRetry(job: StoppedJob): unknown;
}

/** Jobs that do not go on: why, of which lesson, and a button, which is a form where there is no script. */
export function StoppedJobs({ jobs, caption, language, timeZone, words, busy, onRetry }: StoppedJobsProps) {
  return (
    <DataTable
      caption={caption}
      rows={jobs}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'what',
          head: words.jobWhat,
          main: true,
          cell: ({ kind, subject }) => (
            <>
              {subject.title === null ? (
                words.jobGone
              ) : (
                <a href={`/lessons/${subject.id}`}>{subject.title}</a>
              )}
              <p class="small secondary">{kindName(kind, words)}</p>
            </>
          ),
        },
        {
          key: 'why',
          head: words.jobWhy,
          cell: ({ reason, detail }) => (
            <div class="system-reason">
              <p>{reason}</p>
              {detail !== '' && (
                <details class="small secondary">
                  <summary>{words.detail}</summary>
                  <p class="lines">{detail}</p>
                </details>
              )}
            </div>
          ),
        },
        {
          key: 'when',
          head: words.jobWhen,
          cell: ({ at }) => <span class="unbroken figure">{formatDateTime(at, language, timeZone)}</span>,
        },
        {
          key: 'action',
          head: words.jobAction,
          numeric: true,
          cell: (job) => (
            <form
              method="post"
              action={`/manage/system/jobs/${job.id}/retry`}
              onSubmit={(event) => {
                event.preventDefault();
                onRetry(job);
              }}
            >
              <Button
                type="submit"
                small
                disabled={busy}
                aria-label={fill(words.retryOf, { title: job.subject.title ?? words.jobGone })}
              >
                {words.retry}
              </Button>
            </form>
          ),
        },
      ]}
    />
  );
}
