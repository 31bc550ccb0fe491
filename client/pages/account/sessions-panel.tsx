import type { OpenSession } from '../../../server/contract/session.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { RequestProblem } from '../../islands/form-fields.tsx';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatDateTime } from '../../ui/format.ts';

interface SessionsPanelProps {
  sessions: OpenSession[];
  language: Language;
  timeZone: string;
  words: Pick<Dictionary, 'account' | 'common'>;
  onChange(sessions: OpenSession[]): void;
}

export function SessionsPanel(props: SessionsPanelProps) {
  const { sessions, language, timeZone, words, onChange } = props;
  const { account: text, common } = words;
  const { busy, error, run } = useRequest();

  const end = ({ id }: OpenSession) =>
    run(async () => {
      await askApi(`/api/sessions/${id}`, common, { method: 'DELETE' });
      onChange(sessions.filter((session) => session.id !== id));
    });

  const endOthers = () =>
    run(async () => {
      await askApi('/api/sessions', common, { method: 'DELETE' });
      onChange(sessions.filter((session) => session.current));
    });

  const nameOf = ({ device }: OpenSession) => device ?? text.deviceUnknown;
  return (
    <section class="panel" aria-labelledby="sessions-title">
      <h2 id="sessions-title">{text.sessionsTitle}</h2>
      <p class="secondary">{text.sessionsHint}</p>
      <RequestProblem error={error} />
      <DataTable
        caption={text.sessionsCaption}
        rows={sessions}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'device',
            head: text.device,
            main: true,
            cell: (session) => (
              <>
                {nameOf(session)}
                {session.current && <span class="own-account-here">{text.current}</span>}
              </>
            ),
          },
          {
            key: 'network',
            head: text.network,
            // The last part is not kept.
            cell: ({ network }) => network?.replace(/\.0$/, '.*') ?? text.networkUnknown,
          },
          { key: 'since', head: text.since, cell: ({ since }) => formatDateTime(since, language, timeZone) },
          { key: 'seen', head: text.seen, cell: ({ seen }) => formatDateTime(seen, language, timeZone) },
          {
            key: 'actions',
            head: text.actions,
            numeric: true,
            cell: (session) =>
              session.current ? null : (
                <Button
                  small
                  look="quiet"
                  disabled={busy}
                  aria-label={fill(text.endOf, { device: nameOf(session) })}
                  onClick={() => void end(session)}
                >
                  {text.end}
                </Button>
              ),
          },
        ]}
      />
      {sessions.length > 1 && (
        <p>
          <Button disabled={busy} onClick={() => void endOthers()}>
            {text.endOthers}
          </Button>
        </p>
      )}
    </section>
  );
}
