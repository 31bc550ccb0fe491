import { useState } from 'preact/hooks';
import type { ManagedPerson, Organisation } from '../../../server/contract/people.ts';
import type { Role } from '../../../server/contract/session.ts';
import { roles as roleTerms } from '../../../server/contract/terms/roles.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { RequestProblem, TextField } from '../../islands/form-fields.tsx';
import { HandOverLink } from '../../islands/hand-over-link.tsx';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { termName } from '../../ui/lesson-place.ts';
import { type Asking, PersonActions, PersonDialog, type PersonQuestion } from './person-actions.tsx';
import { PersonForm, type PersonToAdd } from './person-form.tsx';
import type { RoleAtPlace } from './role-fields.tsx';
import { RoleForm } from './role-form.tsx';

export interface PeopleDeskProps {
  people: ManagedPerson[];
  organisations: Organisation[];
  /** Roles that may be given. */
  roles: Role[];
  /** Account name of whoever looks: not to be disabled by themselves. */
  self: string;
  language: Language;
  words: Pick<Dictionary, 'people' | 'common'>;
}

/** Everybody in one's organisations: add somebody, hand over a link, close an account. */
export function PeopleDesk(props: PeopleDeskProps) {
  const { organisations, roles, self, language, words } = props;
  const { people: text, common } = words;
  const [people, setPeople] = useState(props.people);
  const [adding, setAdding] = useState(false);
  const [giving, setGiving] = useState<ManagedPerson | null>(null);
  const [handing, setHanding] = useState<{ name: string; link: string } | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [q, setQ] = useState('');
  const { busy, error, run, clear } = useRequest();

  const add = (body: PersonToAdd) =>
    run(async () => {
      type Answer = ManagedPerson & { link?: string };
      const person = await askApi<Answer>('/api/people', common, { method: 'POST', body });
      setPeople((before) => [person, ...before]);
      setAdding(false);
      if (person.link) setHanding({ name: person.displayName, link: absolute(person.link) });
    });

  const giveRole = ({ id }: ManagedPerson, body: RoleAtPlace) =>
    run(async () => {
      const address = `/api/people/${id}/memberships`;
      const changed = await askApi<ManagedPerson>(address, common, { method: 'POST', body });
      setPeople((before) => before.map((person) => (person.id === id ? changed : person)));
      setGiving(null);
    });

  const giveLink = ({ id, displayName }: ManagedPerson) =>
    run(async () => {
      setAsking(null);
      const { link } = await askApi<{ link: string }>(`/api/people/${id}/link`, common, { method: 'POST' });
      setHanding({ name: displayName, link: absolute(link) });
    });

  const setDisabled = ({ id }: ManagedPerson, disabled: boolean) =>
    run(async () => {
      setAsking(null);
      await askApi(`/api/people/${id}`, common, { method: 'PATCH', body: { disabled } });
      setPeople((before) => before.map((person) => (person.id === id ? { ...person, disabled } : person)));
    });

  const signOut = ({ id }: ManagedPerson) =>
    run(async () => {
      setAsking(null);
      await askApi(`/api/people/${id}/sessions`, common, { method: 'DELETE' });
    });

  const resetFactor = ({ id }: ManagedPerson) =>
    run(async () => {
      setAsking(null);
      await askApi(`/api/people/${id}/second-factor`, common, { method: 'DELETE' });
      setPeople((before) => before.map((one) => (one.id === id ? { ...one, secondFactor: false } : one)));
    });

  const answers: Record<PersonQuestion, (person: ManagedPerson) => Promise<boolean>> = {
    link: giveLink,
    'sign-out': signOut,
    'reset-factor': resetFactor,
    disable: (person) => setDisabled(person, true),
  };

  const shown = people.filter((person) => matches(person, q));
  return (
    <section aria-labelledby="people-title">
      <div class="panel-head">
        <h2 id="people-title">
          {text.listTitle} <span class="count figure">{people.length}</span>
        </h2>
        <Button
          look="primary"
          onClick={() => {
            clear();
            setAdding(true);
          }}
        >
          {text.add}
        </Button>
      </div>
      {!adding && !giving && <RequestProblem error={error} />}
      {people.length > 8 && (
        <div class="people-search">
          <TextField id="people-q" label={text.search} value={q} onValue={setQ} />
        </div>
      )}
      {people.length === 0 && <EmptyState title={text.empty}>{text.emptyHint}</EmptyState>}
      {people.length > 0 && shown.length === 0 && <p role="status">{fill(text.searchNone, { q })}</p>}
      {shown.length > 0 && (
        <DataTable
          caption={text.listTitle}
          rows={shown}
          rowKey={({ id }) => id}
          columns={[
            { key: 'name', head: text.columnName, main: true, cell: ({ displayName }) => displayName },
            { key: 'account', head: text.columnAccount, cell: ({ name }) => name },
            {
              key: 'roles',
              head: text.columnRoles,
              cell: ({ memberships }) => (
                <ul class="memberships">
                  {memberships.map(({ id, role, organisation }) => (
                    <li key={id}>
                      {termName(roleTerms, role, language)} · {organisation.name}
                    </li>
                  ))}
                </ul>
              ),
            },
            {
              key: 'state',
              head: text.columnState,
              cell: (person) => <PersonState person={person} words={text} />,
            },
            {
              key: 'actions',
              head: text.columnActions,
              numeric: true,
              cell: (person) => (
                <PersonActions
                  {...{ person, busy, text }}
                  self={person.name === self}
                  onGiveRole={() => {
                    clear();
                    setGiving(person);
                  }}
                  onEnable={() => void setDisabled(person, false)}
                  onAsk={(what) => setAsking({ what, person })}
                />
              ),
            },
          ]}
        />
      )}
      <Dialog open={adding} title={text.addTitle} closeLabel={common.close} onClose={() => setAdding(false)}>
        <PersonForm
          {...{ organisations, roles, error, busy, language, words }}
          onAdd={(person) => void add(person)}
          onCancel={() => setAdding(false)}
        />
      </Dialog>
      <Dialog
        open={giving !== null}
        title={fill(text.roleAddOf, { name: giving?.displayName ?? '' })}
        closeLabel={common.close}
        onClose={() => setGiving(null)}
      >
        {giving && (
          <RoleForm
            {...{ organisations, roles, error, busy, language, words }}
            onAdd={(role) => void giveRole(giving, role)}
            onCancel={() => setGiving(null)}
          />
        )}
      </Dialog>
      <Dialog
        open={handing !== null}
        title={fill(text.linkTitle, { name: handing?.name ?? '' })}
        closeLabel={common.close}
        onClose={() => setHanding(null)}
      >
        <HandOverLink
          link={handing?.link ?? ''}
          words={{
            label: text.linkLabel,
            hint: text.linkHint,
            copy: text.copy,
            copied: text.copied,
            failed: text.copyFailed,
          }}
        />
        <p class="dialog-actions">
          <Button onClick={() => setHanding(null)}>{text.linkDone}</Button>
        </p>
      </Dialog>
      <PersonDialog
        asking={asking}
        {...{ busy, text }}
        words={common}
        onAnswer={({ what, person }) => void answers[what](person)}
        onClose={() => setAsking(null)}
      />
    </section>
  );
}

function PersonState({ person, words }: { person: ManagedPerson; words: Dictionary['people'] }) {
  const state = person.disabled ? 'disabled' : person.hasPassword ? 'active' : 'new';
  const tone = { disabled: 'wrong', active: 'done', new: 'waiting' }[state];
  return <span class={`state-chip state-chip-${tone}`}>{words[`state.${state}`]}</span>;
}

const absolute = (path: string) => new URL(path, location.href).href;

function matches({ name, displayName, memberships }: ManagedPerson, q: string): boolean {
  const wanted = q.trim().toLowerCase();
  const names = [name, displayName, ...memberships.map(({ organisation }) => organisation.name)];
  return names.some((text) => text.toLowerCase().includes(wanted));
}
