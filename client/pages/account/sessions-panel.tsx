import { useState } from 'preact/hooks';
import type { OpenSession } from '../../../server/contract/session.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { RequestProblem } from '../../islands/form-fields.tsx';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';

interface SessionsPanelProps {
  sessions: OpenSession[];
  language: Language;
  timeZone: string;
  /** The others have just been ended, with the form. */
  othersEnded: boolean;
  words: Pick<Dictionary, 'account' | 'common'>;
  onChange(sessions: OpenSession[]): void;
}

export function SessionsPanel(props: SessionsPanelProps) {
  const { sessions, language, timeZone, words, onChange } = props;
  const { account: text, common } = words;
  const { busy, error, run } = useRequest();
  const [done, setDone] = useState(props.othersEnded ? text.othersEnded : null);

  const nameOf = ({ device }: OpenSession) => device ?? text.deviceUnknown;

  function end(session: OpenSession) {
    setDone(null);
    return run(async () => {
      await askApi(`/api/sessions/${session.id}`, common, { method: 'DELETE' });
      onChange(sessions.filter(({ id }) => id !== session.id));
      setDone(fill(text.oneEnded, { device: nameOf(session) }));
    });
  }

  function endOthers(event: Event) {
    event.preventDefault();
    setDone(null);
    return run(async () => {
      await askApi('/api/sessions', common, { method: 'DELETE' });
      onChange(sessions.filter((session) => session.current));
      setDone(text.othersEnded);
    });
  }

  return (
    <section class="panel" aria-labelledby="sessions-title">
      <h2 id="sessions-title">{text.sessionsTitle}</h2>
      <p class="secondary">{text.sessionsHint}</p>
      <RequestProblem error={error} />
      {done !== null && (
        <Notice kind="done" live>
          <p>{done}</p>
        </Notice>
      )}
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
        <form action="/account/end-other-sessions" method="post" onSubmit={(event) => void endOthers(event)}>
          <Button type="submit" disabled={busy}>
            {text.endOthers}
          </Button>
        </form>
      )}
    </section>
  );
}
