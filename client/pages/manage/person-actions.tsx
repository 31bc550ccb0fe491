import type { ManagedPerson } from '../../../server/contract/people.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** What is asked again before it is done. */
export type PersonQuestion = 'link' | 'sign-out' | 'reset-factor' | 'disable';

export interface Asking {
  what: PersonQuestion;
  person: ManagedPerson;
}

interface Question {
  of: keyof Words<'people'>;
  title: keyof Words<'people'>;
  body: keyof Words<'people'>;
  action: keyof Words<'people'>;
  look: 'primary' | 'danger';
}

const questions: Record<PersonQuestion, Question> = {
  link: { of: 'newLinkOf', title: 'newLinkTitle', body: 'newLinkBody', action: 'newLink', look: 'primary' },
  'sign-out': {
    of: 'signOutOf',
    title: 'signOutTitle',
    body: 'signOutBody',
    action: 'signOut',
    look: 'primary',
  },
  'reset-factor': {
    ...{ of: 'resetFactorOf', title: 'resetFactorTitle', body: 'resetFactorBody', action: 'resetFactor' },
    look: 'danger',
  },
  disable: { of: 'disableOf', title: 'disableTitle', body: 'disableBody', action: 'disable', look: 'danger' },
};

interface PersonActionsProps {
  person: ManagedPerson;
  /** Whoever looks: their own account is theirs to keep on the account page. */
  self: boolean;
  busy: boolean;
  text: Words<'people'>;
  onGiveRole(): void;
  onEnable(): void;
  onAsk(what: PersonQuestion): void;
}

export function PersonActions({ person, self, busy, text, onGiveRole, onEnable, onAsk }: PersonActionsProps) {
  const name = person.displayName;
  const ask = (what: PersonQuestion, disabled = false) => (
    <Button
      small
      look="quiet"
      disabled={busy || disabled}
      aria-label={fill(text[questions[what].of], { name })}
      onClick={() => onAsk(what)}
    >
      {text[questions[what].action]}
    </Button>
  );
  return (
    <span class="row-actions">
      <Button
        small
        look="quiet"
        disabled={busy || person.disabled}
        aria-label={fill(text.roleAddOf, { name })}
        onClick={onGiveRole}
      >
        {text.roleAdd}
      </Button>
      {ask('link', person.disabled)}
      {ask('sign-out', self || person.disabled)}
      {person.secondFactor && !self && ask('reset-factor', person.disabled)}
      {person.disabled ? (
        <Button
          small
          look="quiet"
          disabled={busy}
          aria-label={fill(text.enableOf, { name })}
          onClick={onEnable}
        >
          {text.enable}
        </Button>
      ) : (
        ask('disable', self)
      )}
    </span>
  );
}

interface PersonDialogProps {
  asking: Asking | null;
  busy: boolean;
  text: Words<'people'>;
  words: Pick<Words<'common'>, 'cancel' | 'close'>;
  onAnswer(asking: Asking): void;
  onClose(): void;
}

export function PersonDialog({ asking, busy, text, words, onAnswer, onClose }: PersonDialogProps) {
  const question = asking && questions[asking.what];
  const title = question ? fill(text[question.title], { name: asking.person.displayName }) : '';
  return (
    <Dialog open={asking !== null} title={title} closeLabel={words.close} onClose={onClose}>
      {question && (
        <>
          <p>{text[question.body]}</p>
          <p class="dialog-actions">
            <Button onClick={onClose}>{words.cancel}</Button>
            <Button look={question.look} disabled={busy} onClick={() => onAnswer(asking)}>
              {text[question.action]}
            </Button>
          </p>
        </>
      )}
    </Dialog>
  );
}
