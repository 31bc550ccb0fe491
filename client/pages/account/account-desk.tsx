import { useState } from 'preact/hooks';
import type { OpenSession, SecondFactor } from '../../../server/contract/session.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import type { Language } from '../../../server/contract/words/words.ts';
import { askApi } from '../../ui/api.ts';
import { PasswordPanel } from './password-panel.tsx';
import { SecondFactorPanel } from './second-factor-panel.tsx';
import { SessionsPanel } from './sessions-panel.tsx';

export interface AccountDeskProps {
  sessions: OpenSession[];
  secondFactor: SecondFactor;
  /** The sessions elsewhere have just been ended, with the form. */
  othersEnded: boolean;
  language: Language;
  timeZone: string;
  words: Pick<Dictionary, 'account' | 'common'>;
}

/** Three things in one's own hands; changing what one signs in with ends the sessions elsewhere. */
export function AccountDesk({ secondFactor, language, timeZone, words, ...props }: AccountDeskProps) {
  const [sessions, setSessions] = useState(props.sessions);

  async function readSessions() {
    const answer = await askApi<{ items: OpenSession[] }>('/api/sessions', words.common);
    setSessions(answer.items);
  }

  return (
    <>
      <SessionsPanel
        {...{ sessions, language, timeZone, words }}
        othersEnded={props.othersEnded}
        onChange={setSessions}
      />
      <PasswordPanel words={words} onChange={readSessions} />
      <SecondFactorPanel initial={secondFactor} words={words} onChange={readSessions} />
    </>
  );
}
